"""Who may invite people: the whole table, with the sentence each is told."""

import pytest

from towpath.access.roles import Role
from towpath.accounts import policies
from towpath.partners.tests.builders import person_with

pytestmark = pytest.mark.django_db

NOT_ADMINISTRATOR = "Only an administrator of a partnership can invite people."


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (Role.ADMINISTRATOR, ""),
        (Role.COORDINATOR, NOT_ADMINISTRATOR),
        (Role.AGENCY_LEAD, NOT_ADMINISTRATOR),
        (Role.BOARD_MEMBER, NOT_ADMINISTRATOR),
        (Role.AUDITOR, NOT_ADMINISTRATOR),
    ],
)
def test_only_administrators_invite(role, reason):
    verdict = policies.may_invite_people(person_with(role))
    assert (bool(verdict), verdict.reason) == (not reason, reason)


def test_command_line_invites():
    assert policies.may_invite_people(None)
