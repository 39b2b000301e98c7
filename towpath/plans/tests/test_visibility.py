"""Which plans, recommendations and actions a person finds at all."""

import pytest

from towpath.access.roles import MAY, NEEDS_AGENCY, Permission, Reach, Role
from towpath.partners.tests.builders import partnership_named, person, person_with
from towpath.plans.models import Action, Plan, Recommendation
from towpath.plans.tests.builders import action_draft, agency_named, draft_of, plan_with

pytestmark = pytest.mark.django_db


def plan_of_two() -> Plan:
    return plan_with(
        draft=draft_of([action_draft("House people", leads=["Housing"])], [action_draft("Visit", leads=["Probation"])])
    )


@pytest.mark.parametrize("role", [role for role in Role if MAY[role].get(Permission.VIEW_PLANS) is Reach.PARTNERSHIP])
def test_whoever_sees_plans_sees_all_of_their_own_partnership_and_none_of_another(role: Role) -> None:
    ours, theirs = plan_of_two(), plan_of_two()
    user = person_with(role, partnership=ours.partnership)
    assert list(Plan.objects.visible_to(user)) == [ours]
    assert Recommendation.objects.visible_to(user).count() == 2
    assert set(Action.objects.visible_to(user)) == set(ours.actions.all())
    assert not Action.objects.visible_to(user).filter(plan=theirs).exists()


def test_an_agency_lead_sees_their_own_actions_and_what_stands_above_them() -> None:
    plan = plan_of_two()
    user = person_with(Role.AGENCY_LEAD, agency=agency_named("Housing", plan.partnership))
    assert list(Plan.objects.visible_to(user)) == [plan]
    assert [action.text for action in Action.objects.visible_to(user)] == ["House people"]
    assert [found.number for found in Recommendation.objects.visible_to(user)] == ["1"]


def test_an_agency_of_the_same_name_elsewhere_opens_nothing() -> None:
    plan_of_two()
    user = person_with(Role.AGENCY_LEAD, agency=agency_named("Housing", partnership_named()))
    assert not Plan.objects.visible_to(user).exists()
    assert not Action.objects.visible_to(user).exists()


DELIVERS = [role for role in Role if Permission.VIEW_PLANS not in MAY[role]]


@pytest.mark.parametrize("role", DELIVERS)
def test_whoever_only_delivers_or_pays_for_programmes_finds_no_plan(role: Role) -> None:
    plan = plan_of_two()
    agency = agency_named("Housing", plan.partnership) if role in NEEDS_AGENCY else None
    user = person_with(role, partnership=plan.partnership, agency=agency)
    assert not Plan.objects.visible_to(user).exists()
    assert not Action.objects.visible_to(user).exists()


def test_a_person_without_a_post_sees_nothing() -> None:
    plan_of_two()
    user = person()
    assert not Plan.objects.visible_to(user).exists()
    assert not Action.objects.visible_to(user).exists()
