"""The real plans: whatever format one came in, it is the same plan."""

import json
from functools import cache
from pathlib import Path

import pytest

from towpath.documents.plan import PlanDraft, as_json, compare, entries, read_plan
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
from towpath.foundation.deadlines import Meaning

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "documents"
FORMATS = ("txt", "docx", "pdf", "xlsx")
SOUTHWARK, HAVERING = "southwark-delivery-plan", "havering-dhr-tracker"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared documents are not beside this checkout")


@cache
def draft(stem: str, suffix: str) -> PlanDraft:
    path = FOLDER / f"{stem}.{suffix}"
    return read_plan(read_document(path.read_bytes(), path.name))


@pytest.mark.parametrize("suffix", FORMATS)
def test_southwark_has_nine_recommendations_and_twenty_actions(suffix):
    plan = draft(SOUTHWARK, suffix)
    assert [recommendation.number for recommendation in plan.recommendations] == list("123456789")
    assert [len(recommendation.actions) for recommendation in plan.recommendations] == [3, 4, 4, 4, 1, 1, 1, 1, 1]
    assert [recommendation.theme.split()[0] for recommendation in plan.recommendations] == (
        ["PREVENTION"] * 3 + ["EARLY"] * 3 + ["ENFORCEMENT"] * 3
    )


@pytest.mark.parametrize("stem", [SOUTHWARK, HAVERING])
@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_every_format_gives_the_same_plan(stem, suffix):
    """Only a rating differs, where a format has lost the colour, and a loss is no change.

    Line ends are left out: where a full line ends a paragraph, a PDF cannot show it.
    """
    first, other = draft(stem, "txt"), draft(stem, suffix)
    assert not compare(entries(other), first).changed
    assert _without_ratings(first) == _without_ratings(other)


@pytest.mark.parametrize("suffix", FORMATS)
def test_southwark_leads_are_told_apart(suffix):
    leads = [set(action.leads) for action in draft(SOUTHWARK, suffix).actions]
    assert leads[-1] == {"CSPS", "Council DA provider", "MOPAC", "Southwark VAWG Forum", "Public Health", "CCG"}
    assert leads[17] == {"MPS", "SASBU", "Housing", "Probation"}
    assert leads[14] == {"SSP VAWG Delivery Group"}
    assert all(leads)


@pytest.mark.parametrize("stem", [SOUTHWARK, HAVERING])
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_deadline_is_understood(stem, suffix):
    assert all(action.deadline.is_understood for action in draft(stem, suffix).actions)


@pytest.mark.parametrize("suffix", FORMATS)
def test_havering_has_eight_recommendations_each_with_an_action_and_its_outcome(suffix):
    plan = draft(HAVERING, suffix)
    assert [recommendation.number for recommendation in plan.recommendations] == list("12345678")
    assert [len(recommendation.actions) for recommendation in plan.recommendations] == [1] * 8
    assert all(len(action.outcome) == 1 and "Outcome" not in action.text for action in plan.actions)
    assert [action.deadline.meaning for action in plan.actions] == [Meaning.WITHIN] * 7 + [Meaning.ONGOING]


@pytest.mark.parametrize("suffix", FORMATS)
def test_havering_is_rated_where_the_file_has_colour_and_not_stated_where_it_has_none(suffix):
    ratings = [
        action["rating"] for each in as_json(draft(HAVERING, suffix))["recommendations"] for action in each["actions"]
    ]
    coloured = ["Red", "Green", "Green", "Amber", "Green", "Amber", "Amber", "Amber"]
    assert ratings == (["not stated"] * 8 if suffix == "txt" else coloured)


@pytest.mark.parametrize("suffix", FORMATS)
def test_havering_figures_and_dated_entries_are_offered(suffix):
    actions = list(draft(HAVERING, suffix).actions)
    assert [figure.value for figure in actions[1].figures] == ["217", "33", "129"]
    assert {figure.period for figure in actions[1].figures} == {"Jan24- current date"}
    assert [update.date for update in actions[3].updates] == ["March 2025"]


@pytest.mark.parametrize("stem", [SOUTHWARK, HAVERING])
@pytest.mark.parametrize("suffix", FORMATS)
def test_no_mark_up_footnote_mark_or_bullet_is_left_in_the_words(stem, suffix):
    for action in draft(stem, suffix).actions:
        words = " ".join((action.text, *action.leads, *action.outcome, *action.indicators, *action.output))
        assert not set("<>*•\uf0b7\t\n") & set(words)


@pytest.mark.parametrize("stem", ["hampshire-ieo-terms-of-reference", "iris-seven-boroughs-update"])
@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_a_document_that_is_no_plan_is_refused_with_a_sentence(stem, suffix):
    with pytest.raises(UnreadableFile, match=r"^No (table|column of actions) was found"):
        draft(stem, suffix)


def _without_ratings(plan: PlanDraft) -> list[str]:
    published = as_json(plan)
    for recommendation in published["recommendations"]:
        for action in recommendation["actions"]:
            del action["rating"]
    return json.dumps(published).replace("\\n", " ").split()
