"""Who may give and end posts, and what a post must be: the whole table, with the sentence each is told."""

from datetime import date

import pytest

from towpath.access.roles import Role
from towpath.foundation.clock import today
from towpath.partners import policies
from towpath.partners.models import Post
from towpath.partners.tests.builders import agency_of, also_holds, partnership_named, person, person_with

pytestmark = pytest.mark.django_db

NOT_ADMINISTRATOR = "Only an administrator of this partnership can do this."
DAY = date(2026, 4, 1)


@pytest.fixture
def ours():
    return partnership_named()


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
def test_only_an_administrator_manages_people(ours, role, reason):
    verdict = policies.may_manage_people(person_with(role, partnership=ours), ours)
    assert (bool(verdict), verdict.reason) == (not reason, reason)


def test_administrator_of_another_partnership_does_not(ours):
    assert policies.may_manage_people(person_with(Role.ADMINISTRATOR), ours).reason == NOT_ADMINISTRATOR


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ({"started_on": date(2020, 4, 1)}, True),
        ({"started_on": date(2020, 4, 1), "ended_on": date(2026, 3, 2)}, True),
        ({"started_on": date(2020, 4, 1), "ended_on": date(2026, 3, 1)}, False),
        ({"started_on": date(2026, 3, 2)}, True),
        ({"started_on": date(2026, 3, 3)}, False),
    ],
)
def test_post_counts_from_its_first_day_to_its_last(ours, time_machine, days, may):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    actor = person_with(Role.ADMINISTRATOR, partnership=ours, **days)
    assert bool(policies.may_manage_people(actor, ours)) is may


def test_nobody_signed_in_opens_a_partnership_and_the_command_line_does():
    assert policies.may_open_partnership(None)
    refused = policies.may_open_partnership(person_with(Role.ADMINISTRATOR))
    assert refused.reason == "Only whoever runs this installation can open a partnership."


class TestEndingAPost:
    def test_administrator_ends_anothers_post(self, ours):
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        other = person_with(Role.ADMINISTRATOR, partnership=ours)
        assert policies.may_end_post(actor, other.posts.get())

    def test_administrator_does_not_end_their_own_last_post_as_administrator(self, ours):
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        person_with(Role.ADMINISTRATOR, partnership=ours)
        verdict = policies.may_end_post(actor, actor.posts.get())
        assert verdict.reason == "This is your last post as administrator: another administrator has to do this."

    def test_administrator_ends_their_own_other_post(self, ours):
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        assert policies.may_end_post(actor, also_holds(actor, Role.AUDITOR, partnership=ours))

    def test_administrator_with_two_posts_ends_one_of_them(self, ours):
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        second = also_holds(actor, Role.ADMINISTRATOR, partnership=ours, agency=agency_of(ours))
        assert policies.may_end_post(actor, second)

    def test_post_that_is_over_is_not_ended_again(self, ours):
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        other = person_with(Role.AUDITOR, partnership=ours, ended_on=date(2021, 3, 31))
        assert policies.may_end_post(actor, other.posts.get()).reason == "This post has ended already."

    def test_other_roles_end_no_post(self, ours):
        post = person_with(Role.AUDITOR, partnership=ours).posts.get()
        assert policies.may_end_post(person_with(Role.COORDINATOR, partnership=ours), post).reason == NOT_ADMINISTRATOR


class TestClosingAnAccount:
    def test_administrator_closes_the_account_of_their_own_partnerships_people(self):
        ours = partnership_named()
        actor = person_with(Role.ADMINISTRATOR, partnership=ours)
        assert policies.may_close_account(actor, person_with(Role.AUDITOR, partnership=ours))

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_other_roles_open_nobodys_account_again(self, role):
        verdict = policies.may_reopen_account(person_with(role), person())
        assert verdict.reason == "Only an administrator of a partnership can invite people."

    def test_command_line_closes_and_opens_again(self):
        assert policies.may_close_account(None, person())
        assert policies.may_reopen_account(None, person())

    def test_nobody_closes_their_own_account(self):
        actor = person_with(Role.ADMINISTRATOR)
        assert policies.may_close_account(actor, actor).reason.startswith("You cannot close your own account")

    def test_other_roles_close_nobodys_account(self):
        ours = partnership_named()
        actor = person_with(Role.COORDINATOR, partnership=ours)
        verdict = policies.may_close_account(actor, person_with(Role.AUDITOR, partnership=ours))
        assert verdict.reason == "Only an administrator of a partnership can close accounts."

    def test_who_may_not_close_an_account_signs_nobody_out(self):
        ours, theirs = partnership_named(), partnership_named()
        ada, coordinator, bea = (
            person_with(role, partnership=ours) for role in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR)
        )
        assert policies.may_sign_out(ada, bea)
        assert policies.may_sign_out(ada, ada).reason == "You end your own sessions under “Your sign-in”."
        assert policies.may_sign_out(coordinator, bea).reason.startswith("Only an administrator")
        also_holds(bea, Role.AUDITOR, partnership=theirs)
        assert policies.may_sign_out(ada, bea).reason.startswith("This person also holds a post")

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


class TestFaultsOfAPost:
    def faults(self, partnership, **terms):
        good = {"user": None, "role": Role.AUDITOR, "started_on": DAY}
        return policies.faults_of_post(Post(partnership=partnership, **{**good, **terms}))

    def test_good_post_has_none(self, ours):
        assert self.faults(ours) == {}

    def test_last_day_may_be_the_first(self, ours):
        assert self.faults(ours, ended_on=DAY) == {}

    def test_reversed_days(self, ours):
        reversed_days = self.faults(ours, ended_on=date(2026, 3, 31))
        assert reversed_days == {"ended_on": "The last day must be on or after the first day."}

    def test_unknown_role(self, ours):
        assert self.faults(ours, role="emperor") == {"role": "Choose a role from the list."}

    def test_agency_lead_without_agency(self, ours):
        without = self.faults(ours, role=Role.AGENCY_LEAD)
        assert without == {"agency": "Choose the agency that this person acts for."}

    def test_agency_of_another_partnership(self, ours):
        foreign = self.faults(ours, agency=agency_of(partnership_named()))
        assert foreign == {"agency": "Choose an agency of this partnership."}

    def test_post_that_the_person_holds_already(self, ours):
        holder = person_with(Role.AUDITOR, partnership=ours)
        assert self.faults(ours, user=holder) == {"role": "They hold this post already."}

    def test_post_held_before_and_over_may_be_given_again(self, ours):
        holder = person_with(Role.AUDITOR, partnership=ours, ended_on=date(2026, 3, 31))
        assert self.faults(ours, user=holder) == {}

    def test_same_role_for_another_agency(self, ours):
        holder = person_with(Role.AGENCY_LEAD, partnership=ours)
        assert self.faults(ours, user=holder, role=Role.AGENCY_LEAD, agency=agency_of(ours)) == {}


def test_closed_account_grants_nothing(ours):
    actor = person_with(Role.ADMINISTRATOR, partnership=ours)
    actor.is_active = False
    assert not policies.may_manage_people(actor, ours)


def test_people_of_a_partnership_are_those_who_hold_or_held_a_post(ours):
    from towpath.access.grants import people_of

    here, left = person_with(Role.AUDITOR, partnership=ours), person_with(Role.AUDITOR, partnership=ours)
    Post.objects.filter(user=left).update(ended_on=today())
    elsewhere = person_with(Role.AUDITOR)
    found = {row["person_key"] for row in people_of({ours.pk})}
    assert found == {str(here.pk), str(left.pk)}
    assert str(elsewhere.pk) not in found
    assert str(person().pk) not in found
