"""Who may do what with reports: the whole table, with the reason given."""

import pytest

from towpath.access.roles import Role
from towpath.jobs.models import Job, JobState
from towpath.papers import policies
from towpath.papers.models import Paper
from towpath.papers.states import BuiltState
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.papers.kind import QUARTER_REPORT, may_see_reports
from towpath.plans.tests.builders import plan_with

pytestmark = pytest.mark.django_db

ASKS = "Only the partnership's coordinator can have a report built."
READS = "Your role does not let you read this partnership's reports."


@pytest.mark.parametrize(
    ("role", "may_ask", "may_read"),
    [
        (Role.ADMINISTRATOR, False, False),
        (Role.COORDINATOR, True, True),
        (Role.AGENCY_LEAD, False, False),
        (Role.BOARD_MEMBER, False, True),
        (Role.AUDITOR, False, True),
    ],
)
def test_who_may_ask_for_and_read_reports(role, may_ask, may_read):
    plan = plan_with()
    holder = person_with(role, partnership=plan.partnership)
    asks = policies.may_begin(holder, QUARTER_REPORT, plan)
    reads = may_see_reports(holder, plan)
    assert (asks.allowed, asks.reason) == (may_ask, "" if may_ask else ASKS)
    assert (reads.allowed, reads.reason) == (may_read, "" if may_read else READS)


def test_a_coordinator_elsewhere_may_do_neither():
    plan, stranger = plan_with(), person_with(Role.COORDINATOR, partnership=partnership_named())
    assert not policies.may_begin(stranger, QUARTER_REPORT, plan)
    assert not may_see_reports(stranger, plan)


@pytest.mark.parametrize("state", JobState)
def test_a_report_may_be_asked_for_again_whatever_became_of_it_and_cancelled_until_it_is_there(state):
    plan = plan_with()
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    reader = person_with(Role.BOARD_MEMBER, partnership=plan.partnership)
    report = Paper(kind=QUARTER_REPORT.name, partnership=plan.partnership, state=BuiltState.ASKED, job=Job(state=state))
    assert policies.may_try_again(coordinator, report)
    assert policies.may_try_again(reader, report).reason == ASKS
    cancels = policies.may_cancel(coordinator, report)
    assert cancels.allowed is (state in (JobState.ASKED, JobState.WORKING))
    assert cancels or cancels.reason == "Only a paper that is asked for or being built can be cancelled."
    assert not policies.may_cancel(reader, report)
