"""A plan taken out as Word and read in again is the same plan."""

from datetime import date, datetime
from pathlib import Path

import pytest

from towpath.access.roles import Role
from towpath.documents.plan import PlanDraft, read_plan
from towpath.documents.reading import read_document
from towpath.foundation.clock import LONDON
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import Plan
from towpath.plans.services.planning import Heading, create_plan
from towpath.reports.exports.word import plan_as_word
from towpath.reports.tests.story import say

SHARED = Path(__file__).resolve().parents[4] / "shared" / "documents"
MADE_AT = datetime(2026, 7, 10, 9, 5, tzinfo=LONDON)
PLANS = [
    f"{name}.{suffix}"
    for name in ("southwark-delivery-plan", "havering-dhr-tracker")
    for suffix in ("docx", "xlsx", "pdf", "txt")
]

pytestmark = pytest.mark.django_db


def kept(draft: PlanDraft) -> Plan:
    """The plan as the reading room saves it."""
    partnership = partnership_named()
    heading = Heading(
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


STRATEGY = """
<h1>Plan for safer homes</h1>
<table>
<tr><th>Recommendation</th><th>Action</th><th>Lead agency</th><th>Timeline</th><th>Outcome</th><th>Indicators</th><th>Cost</th></tr>
<tr><td colspan="7"><b>Prevention</b></td></tr>
<tr><td rowspan="2">1. Reach people sooner</td><td>Hold talks in libraries</td><td><ul><li>Libraries</li><li>Health</li></ul></td>
    <td>Annually from 2025-2028</td><td><ul><li>People know where to ask</li><li>Fewer repeat calls</li></ul></td><td>Talks held</td><td>£400</td></tr>
<tr><td>Print cards for surgeries</td><td>Health</td><td>By 2026/27</td><td>Cards are taken</td><td>Cards printed</td><td></td></tr>
<tr><td colspan="7"><b>Support</b></td></tr>
<tr><td>2. Make help easier to find</td><td>Check the directory</td><td>Council</td><td>Ongoing</td><td>Numbers work</td><td>Numbers checked</td><td>None</td></tr>
</table>
"""
TRACKER = """
<h1>Review tracker</h1>
<table>
<tr><th>No.</th><th>Recommendation</th><th>Action</th><th>By whom</th><th>By when</th><th>RAG</th><th>Progress update</th></tr>
<tr><td>1</td><td>The trust should ask about safety</td><td>Add a question to the form<br>Outcome: more people are asked</td><td>The trust</td>
    <td>Within 3 months</td><td style="background:#ff0000">Red</td><td>March 2025: the form is drafted<br>12 June 2025: the form was sent back</td></tr>
<tr><td>2</td><td>The council should train its desks</td><td>Train every desk<br>Outcome: desks refer</td><td>The council</td>
    <td>Within 6 months.</td><td style="background:#92d050">Green</td><td>May 2025: two of three sessions ran</td></tr>
</table>
"""


@pytest.mark.parametrize("page", [STRATEGY, TRACKER])
def test_a_plan_comes_back_the_same(page):
    draft = read_plan(read_document(page.encode(), "plan.html"))
    assert len(list(draft.actions)) in {2, 3}
    assert told(again(draft)) == told(draft)


def test_what_became_of_an_action_since_comes_back_under_its_date():
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


@pytest.mark.parametrize("name", PLANS)
def test_a_shared_plan_comes_back_the_same(name):
    if not SHARED.is_dir():
        pytest.skip("The shared documents are not on this machine.")
    draft = read_plan(read_document((SHARED / name).read_bytes(), name))
    assert told(again(draft)) == told(draft)
