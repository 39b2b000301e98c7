"""Who may do what with a plan: every role against every policy, with the reason given."""

import pytest

from towpath.access.roles import Role
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans import policies
from towpath.plans.tests.builders import action_with, agency_named

pytestmark = pytest.mark.django_db

EDIT = "Only the partnership's coordinator can read plans in or correct them."
EXPORT = "Only the coordinator and board members can take a whole plan out of Towpath."
REPORT = "Only the coordinator and the agencies that lead this action can report its progress."
GONE = "This action is no longer in the plan, so its history is closed."
WITHIN = "This action is within the partnership's control: report its progress instead."

TABLE = {
    #                     edit  export  report
    Role.ADMINISTRATOR: (EDIT, EXPORT, REPORT),
    Role.COORDINATOR: ("", "", ""),
    Role.AGENCY_LEAD: (EDIT, EXPORT, ""),
    Role.BOARD_MEMBER: (EDIT, "", REPORT),
    Role.AUDITOR: (EDIT, EXPORT, REPORT),
    Role.PROGRAMME_MANAGER: (EDIT, EXPORT, REPORT),
    Role.ADVOCATE_EDUCATOR: (EDIT, EXPORT, REPORT),
    Role.CLINICAL_LEAD: (EDIT, EXPORT, REPORT),
    Role.PRACTICE_MANAGER: (EDIT, EXPORT, REPORT),
    Role.COMMISSIONER: (EDIT, EXPORT, REPORT),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_is_allowed_or_told_why_not(role: Role) -> None:
    action = action_with(leads=("Housing",))
    partnership = action.plan.partnership
    agency = agency_named("Housing", partnership) if role is Role.AGENCY_LEAD else None
    user = person_with(role, partnership=partnership, agency=agency)
    verdicts = (
        policies.may_edit_plans(user, partnership),
        policies.may_export(user, action.plan),
        policies.may_report_progress(user, action),
    )
    assert tuple(verdict.reason for verdict in verdicts) == TABLE[role]
    assert tuple(bool(verdict) for verdict in verdicts) == tuple(not reason for reason in TABLE[role])


@pytest.mark.parametrize("role", Role)
def test_a_role_in_another_partnership_allows_nothing_here(role: Role) -> None:
    action = action_with(leads=("Housing",))
    elsewhere = partnership_named()
    agency = agency_named("Housing", elsewhere) if role is Role.AGENCY_LEAD else None
    user = person_with(role, partnership=elsewhere, agency=agency)
    assert policies.may_edit_plans(user, action.plan.partnership).reason == EDIT
    assert policies.may_export(user, action.plan).reason == EXPORT
    assert policies.may_report_progress(user, action).reason == REPORT


def test_an_agency_lead_of_another_agency_cannot_report() -> None:
    action = action_with(leads=("Housing",))
    other = agency_named("Probation", action.plan.partnership)
    verdict = policies.may_report_progress(person_with(Role.AGENCY_LEAD, agency=other), action)
    assert verdict.reason == REPORT


def test_every_lead_agency_of_an_action_may_report() -> None:
    action = action_with(leads=("Housing", "Probation"))
    for name in ("Housing", "Probation"):
        agency = agency_named(name, action.plan.partnership)
        assert policies.may_report_progress(person_with(Role.AGENCY_LEAD, agency=agency), action)


def test_nobody_reports_on_an_action_that_left_the_plan() -> None:
    action = action_with()
    action.is_gone = True
    coordinator = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
    assert policies.may_report_progress(coordinator, action).reason == GONE
    assert policies.may_amend_action(coordinator, action).reason == GONE


def test_steps_are_recorded_only_on_actions_outside_our_control() -> None:
    action = action_with()
    coordinator = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
    assert policies.may_record_outside_step(coordinator, action).reason == WITHIN
    action.is_outside_control = True
    assert policies.may_record_outside_step(coordinator, action)
