"""A file on its way out: to be kept and not shown, under a name in which nothing can be hidden."""

import pytest

from towpath.audit.events import Event
from towpath.audit.reading import hand_out

NAMES = {
    'plan".html; x="': 'attachment; filename="plan\\".html; x=\\""',
    "plan\r\nSet-Cookie: a=b.csv": "attachment; filename*=utf-8''plan%0D%0ASet-Cookie%3A%20a%3Db.csv",
    "Überblick.csv": "attachment; filename*=utf-8''%C3%9Cberblick.csv",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_stays_a_name(name):
    answer = hand_out(None, Event.PLAN_EXPORTED, b"content", of=None, name=name)
    assert answer["Content-Disposition"] == NAMES[name]
    assert "Set-Cookie" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", "text/csv"), ("a.pdf", "application/pdf"), ("a", "application/octet-stream")],
)
def test_a_file_says_what_it_is_and_is_never_shown_in_its_place(name, kind):
    answer = hand_out(None, Event.PLAN_EXPORTED, b"<script>", of=None, name=name)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment")
