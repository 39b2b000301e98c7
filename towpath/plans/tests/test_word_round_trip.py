"""A plan taken out as Word and read in again is the same plan."""

from datetime import date, datetime
from pathlib import Path

import pytest

import towpath
from towpath.access.roles import Role
from towpath.documents.plan import PlanDraft, read_plan
from towpath.documents.reading import read_document
from towpath.foundation.clock import LONDON
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.exports.word import plan_as_word
from towpath.plans.models import Plan
from towpath.plans.services.planning import PlanInput, create_plan
from towpath.plans.tests.arrived import STRATEGY, TRACKER
from towpath.plans.tests.papers.story import READ_IN, on, say

SHARED = Path(__file__).resolve().parents[4] / "shared" / "documents"
DEMONSTRATION = Path(towpath.__file__).parent / "demonstration" / "documents"
MADE_AT = datetime(2026, 7, 10, 9, 5, tzinfo=LONDON)
PLANS = [
    f"{name}.{suffix}"
    for name in ("southwark-delivery-plan", "havering-dhr-tracker")
    for suffix in ("docx", "xlsx", "pdf", "txt")
]

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def kept(draft: PlanDraft) -> Plan:
    """The plan as the reading room saves it."""
    partnership = partnership_named()
    heading = PlanInput(
        title=draft.title or "A plan", source="strategy", base_date=date(2025, 1, 1), scheme=draft.scheme,
        layout=draft.mapping.as_json(),
    )  # fmt: skip
    actor = person_with(Role.COORDINATOR, partnership=partnership)
    return create_plan(actor=actor, partnership=partnership, heading=heading, draft=draft)


def again(draft: PlanDraft) -> PlanDraft:
    """The draft read from the Word file that the kept plan goes out as."""
    exported = plan_as_word(kept(draft), MADE_AT)
    return read_plan(read_document(exported, "plan.docx"), scheme=draft.scheme)


def told(draft: PlanDraft) -> list:
    """What a round trip must keep, in the order of the plan."""
    return [
        (
            recommendation.number, recommendation.text, recommendation.theme, recommendation.scope,
            [
                (action.number, action.text, action.leads, action.deadline.text, action.outcome,
                 action.indicators, action.output, action.cost, action.rating.label,
                 [(update.date, update.text) for update in action.updates])
                for action in recommendation.actions
            ],
        )
        for recommendation in draft.recommendations
    ]  # fmt: skip


@pytest.mark.parametrize("page", [STRATEGY, TRACKER])
def test_a_plan_comes_back_the_same(page):
    draft = read_plan(read_document(page.encode(), "plan.html"))
    assert len(list(draft.actions)) in {2, 3}
    assert told(again(draft)) == told(draft)


def test_what_became_of_an_action_since_comes_back_under_its_date():
    with on(READ_IN):
        plan = kept(read_plan(read_document(TRACKER.encode(), "plan.html")))
    say(plan.actions.first(), "green", "The form is in use.", about=date(2026, 6, 2))
    draft = read_plan(read_document(plan_as_word(plan, MADE_AT), "plan.docx"))
    action = next(draft.actions)
    assert action.rating.label == "Green"
    assert [(update.date, update.text) for update in action.updates] == [
        ("March 2025", "the form is drafted"),
        ("12 June 2025", "the form was sent back"),
        ("2 June 2026", "The form is in use."),
    ]


@pytest.mark.parametrize("path", sorted(DEMONSTRATION.glob("*-*")), ids=lambda path: path.name)
def test_a_demonstration_plan_comes_back_the_same(path):
    draft = read_plan(read_document(path.read_bytes(), path.name))
    assert told(again(draft)) == told(draft)


@pytest.mark.parametrize("name", PLANS)
def test_a_shared_plan_comes_back_the_same(name):
    if not SHARED.is_dir():
        pytest.skip("The shared documents are not on this machine.")
    draft = read_plan(read_document((SHARED / name).read_bytes(), name))
    assert told(again(draft)) == told(draft)
