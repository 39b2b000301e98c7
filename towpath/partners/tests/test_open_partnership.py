"""Opening the first partnership from the command line."""

from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.partners.models import Partnership

pytestmark = pytest.mark.django_db


def run(name: str = "Riverbank", email: str = "first@example.org") -> None:
    call_command("open_partnership", name, administrator=email, administrator_name="First Person", verbosity=0)


def test_the_first_administrator_is_invited_and_may_give_posts(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run()
    first = User.objects.get(email="first@example.org")
    assert holds(first, Permission.MANAGE_PEOPLE, partnership_id=Partnership.objects.get(name="Riverbank").pk)
    assert mail.outbox[0].to == ["first@example.org"]


@pytest.mark.parametrize(
    ("again", "sentence"), [({"name": "Riverbank"}, "is open already"), ({"name": "B", "email": "x"}, "not an e-mail")]
)
def test_what_cannot_be_is_refused_with_a_sentence(again: dict[str, str], sentence: str) -> None:
    run()
    with pytest.raises(CommandError, match=sentence):
        run(**again)
    assert Partnership.objects.count() == 1
