"""Who may open and close accounts: the whole table, with the sentence each is told."""

import pytest

from towpath.access.roles import Role
from towpath.accounts import policies
from towpath.partners.tests.builders import also_holds, partnership_named, person, person_with

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
def test_only_administrators_invite_and_reopen(role, reason):
    actor = person_with(role)
    for verdict in (policies.may_invite_people(actor), policies.may_reopen_account(actor, person())):
        assert (bool(verdict), verdict.reason) == (not reason, reason)


def test_command_line_invites_closes_and_reopens():
    assert policies.may_invite_people(None)
    assert policies.may_close_account(None, person())
    assert policies.may_reopen_account(None, person())


class TestClosingAnAccount:
    def test_administrator_closes_the_account_of_their_own_partnerships_people(self):
        ours = partnership_named()
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        assert policies.may_close_account(actor, person_with(Role.AUDITOR, partnership=ours))

    def test_nobody_closes_their_own_account(self):
        actor = person_with(Role.ADMINISTRATOR)
        assert policies.may_close_account(actor, actor).reason.startswith("You cannot close your own account")

    def test_other_roles_close_nobodys_account(self):
        ours = partnership_named()
        actor = person_with(Role.COORDINATOR, partnership=ours)
        verdict = policies.may_close_account(actor, person_with(Role.AUDITOR, partnership=ours))
        assert verdict.reason == "Only an administrator of a partnership can close accounts."

    def test_account_of_somebody_who_works_elsewhere_too_stays_open(self):
        ours, theirs = partnership_named(), partnership_named()
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        shared = person_with(Role.AUDITOR, partnership=ours)
        also_holds(shared, Role.AUDITOR, partnership=theirs)
        assert policies.may_close_account(actor, shared).reason.startswith("This person also holds a post")

    def test_account_somebody_elses_partnership_closed_is_not_opened_by_ours(self):
        ours, theirs = partnership_named(), partnership_named()
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        closed = person_with(Role.COORDINATOR, partnership=theirs)
        closed.is_active = False
        assert policies.may_reopen_account(actor, closed).reason.startswith("This person also holds a post")
        also_holds(actor, Role.ADMINISTRATOR, partnership=theirs)
        assert policies.may_reopen_account(actor, closed)
