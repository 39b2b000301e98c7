"""Whatever refuses a form that is sent, the person gets back what they typed."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.house.records import addresses, pages
from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.people import CHARACTERS
from towpath.partners.models import Partnership

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long]
WORDS = "Typed with care over half an hour"
NO_MORE = "This was yours to do until a moment ago."
WRITERS = (Role.PROGRAMME_MANAGER, Role.COORDINATOR, Role.ADVOCATE_EDUCATOR, Role.ADMINISTRATOR)
# Pages without such a box are of dates, numbers and choices alone.
BOXES = ("textarea", "input[type=text]:not([inputmode=numeric]):not([name*=date])")


@pytest.fixture(scope="module")
def ours(django_db_setup: None, django_db_blocker: Any) -> Iterator[Partnership]:
    """The demonstration, loaded once for the tests here."""
    with for_a_file(django_db_blocker):
        load_demonstration()
        yield Partnership.objects.get(is_demonstration=True)


def forms_to_type_in(role: Role, of: Partnership) -> Iterator[tuple[str, Client, dict[str, str]]]:
    """The first address at which somebody in the role gets a form with a box for words, with what to send there."""
    client = Client()
    email = next(one.email for one in CHARACTERS if one.role is role)
    client.force_login(User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    for page, pattern in pages():
        if getattr(pattern.callback, "is_button", False):
            continue
        for _, where in zip(range(5), addresses(page, pattern, of), strict=False):
            answer = client.get(where)
            if (
                answer.status_code == 200
                and not answer.streaming
                and (sent := filled(BeautifulSoup(answer.content, "html.parser")))
            ):
                yield where, client, sent
                break


def filled(page: BeautifulSoup) -> dict[str, str]:
    """What the page's form sends once every box for words holds some; nothing where it has no such box."""
    form = page.select_one("main form[method=post]")
    if form is None:
        return {}
    boxes = {str(one["name"]) for kind in BOXES for one in form.select(kind) if one.get("name")}
    sent = {str(one["name"]): value_of(one) for one in form.select("input[name], textarea[name]") if is_sent(one)}
    return sent | dict.fromkeys(boxes, WORDS) if boxes else {}


def value_of(box: Tag) -> str:
    return box.get_text() if box.name == "textarea" else str(box.get("value", ""))


def is_sent(box: Tag) -> bool:
    kind = box.get("type", "")
    return kind != "file" and (kind not in {"radio", "checkbox"} or box.has_attr("checked"))


@pytest.mark.parametrize("role", WRITERS)
def test_every_form_that_is_refused_gives_back_what_was_typed(
    role: Role, ours: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = list(forms_to_type_in(role, ours))

    def refuse(verdict: Verdict) -> None:
        raise PermissionDenied(NO_MORE)

    monkeypatch.setattr(Verdict, "require", refuse)
    refused = 0
    for where, client, sent in forms:
        answer = client.post(where, sent)
        page = answer.content.decode()
        assert answer.status_code in {403, 422}, f"{where}: {answer.status_code}"
        assert WORDS in page, f"{where} lost what was typed"
        refused += answer.status_code == 403
        assert answer.status_code == 422 or NO_MORE in page, where
    assert refused > 1, "too few of them were refused for this to say much"


def test_the_rule_sees_words_that_are_lost(ours: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.ui.errors.typed_in", lambda request: [])
    with pytest.raises(AssertionError, match="lost what was typed"):
        test_every_form_that_is_refused_gives_back_what_was_typed(Role.ADVOCATE_EDUCATOR, ours, monkeypatch)
