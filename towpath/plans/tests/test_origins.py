"""Where each difference between a plan and a newer document comes from, and what is ticked on first sight."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from towpath.access.roles import Role
from towpath.documents.plan.columns import Guess, Mapping, PlanColumn
from towpath.foundation.clock import now, today
from towpath.foundation.deadlines import read_deadline
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Plan
from towpath.plans.services.amending import amend_action
from towpath.plans.services.comparing import compare_with
from towpath.plans.services.origins import DifferenceOrigin, DocumentBefore
from towpath.plans.services.progress import report_progress
from towpath.plans.services.revising import revise_plan
from towpath.plans.tests.builders import action_draft, agency_named, draft_of, plan_with

pytestmark = pytest.mark.django_db

COLUMNS = Mapping(tuple(
    Guess(column.value, column, "Given.", 1.0)
    for column in (PlanColumn.ACTION, PlanColumn.LEAD, PlanColumn.TIMELINE, PlanColumn.OUTPUT, PlanColumn.COST)
))  # fmt: skip
TRAIN = action_draft(
    "Train reception staff in every practice", leads=("Health",), deadline="By 2026/27", output=("A course",),
    cost="£5,000",
)  # fmt: skip


def document(**changed):
    """A document of one action; `deadline` is given in words."""
    if "deadline" in changed:
        changed["deadline"] = read_deadline(changed["deadline"])
    return replace(draft_of([replace(TRAIN, **changed)]), mapping=COLUMNS)


def amended(plan, **said):
    """The plan with its action changed by a person."""
    action = plan.actions.get()
    agencies = [lead.agency for lead in action.leads.all()]
    kept = {
        "text": action.text, "deadline_words": action.deadline_words, "agencies": agencies, "accountable": None,
        "is_outside_control": False, "reason": "It slipped.",
    }  # fmt: skip
    actor = person_with(Role.COORDINATOR, partnership=plan.partnership)
    amend_action(actor=actor, action=action, version=action.version, **(kept | said))
    return Plan.objects.get(pk=plan.pk)


def origins(plan, draft, before):
    changed = compare_with(plan, draft, before).changed
    return {one.field: changed[0].origin(one) for one in changed[0].differences} if changed else {}


@pytest.mark.parametrize(("in_document", "here"), list(product((False, True), repeat=2)))
def test_a_deadline_was_changed_by_the_document_or_here_or_both_or_is_read_otherwise(in_document, here):
    said = {
        (False, False): DifferenceOrigin.READING,
        (False, True): DifferenceOrigin.HERE,
        (True, False): DifferenceOrigin.DOCUMENT,
        (True, True): DifferenceOrigin.BOTH,
    }
    plan = plan_with(draft=document(deadline="By 2025/26" if not (in_document or here) else "By 2026/27"))
    before = DocumentBefore(document(), now() - timedelta(seconds=1) if here else now() + timedelta(seconds=1))
    if here:
        plan = amended(plan, deadline_words="By 2029/30")
    newer = document(deadline="By 2027/28") if in_document else document()
    assert origins(plan, newer, before) == {"deadline": said[in_document, here]}


def test_each_field_has_an_origin_of_its_own():
    plan = plan_with(draft=document(cost="£4,000"))
    before = DocumentBefore(document(), now() - timedelta(seconds=1))
    housing = agency_named("Housing", plan.partnership)
    plan = amended(plan, agencies=[housing])
    assert origins(plan, document(output=("A film",)), before) == {
        "leads": DifferenceOrigin.HERE, "output": DifferenceOrigin.DOCUMENT, "cost": DifferenceOrigin.READING,
    }  # fmt: skip


def test_without_a_document_before_all_that_differs_is_the_documents():
    plan = amended(plan_with(draft=document()), deadline_words="By 2029/30")
    assert origins(plan, document(output=("A film",)), None) == {
        "deadline": DifferenceOrigin.DOCUMENT, "output": DifferenceOrigin.DOCUMENT,
    }  # fmt: skip


def test_an_action_that_the_document_before_did_not_have_is_the_documents():
    plan = plan_with(draft=document())
    before = DocumentBefore(replace(draft_of([action_draft("Open a drop-in")]), mapping=COLUMNS), now())
    assert origins(plan, document(output=("A film",)), before) == {"output": DifferenceOrigin.DOCUMENT}


def test_what_a_document_brought_before_was_not_changed_here():
    plan = plan_with(draft=document())
    second = document(deadline="By 2027/28")
    actor = person_with(Role.COORDINATOR, partnership=plan.partnership)
    keys = compare_with(plan, second).keys
    plan = revise_plan(actor=actor, plan=plan, version=plan.version, draft=second, accepted=keys)
    before = DocumentBefore(second, now())
    third = document(deadline="By 2028/29")
    assert origins(Plan.objects.get(pk=plan.pk), third, before) == {"deadline": DifferenceOrigin.DOCUMENT}


def test_a_rating_set_here_is_both_where_the_document_has_another_and_ours_where_it_has_the_same():
    rated = replace(draft_of([action_draft("Train staff", rating="amber")]), mapping=COLUMNS)
    plan = plan_with(draft=rated)
    before = DocumentBefore(rated, now() - timedelta(seconds=1))
    action = plan.actions.get()
    actor = person_with(Role.COORDINATOR, partnership=plan.partnership)
    said = {"rating": "red", "account": "The money stopped.", "as_of": today(), "version": action.version}
    report_progress(actor=actor, action=action, **said)
    plan = Plan.objects.get(pk=plan.pk)
    green = replace(draft_of([action_draft("Train staff", rating="green")]), mapping=COLUMNS)
    assert origins(plan, rated, before) == {"rating": DifferenceOrigin.HERE}
    assert origins(plan, green, before) == {"rating": DifferenceOrigin.BOTH}
