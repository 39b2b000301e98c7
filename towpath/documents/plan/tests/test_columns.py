"""Each template met in the field, and the columns it must be seen to have."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.plan import Guess, Mapping, PlanColumn, guess_columns, shape_of
from towpath.documents.plan.tests.building import cell, table

TEMPLATES = {
    "Home Office template": {
        "Recommendation": PlanColumn.RECOMMENDATION,
        "Scope of recommendation i.e. local or regional": PlanColumn.SCOPE,
        "Action to take": PlanColumn.ACTION,
        "Lead agency": PlanColumn.LEAD,
        "Key milestones achieved": PlanColumn.PROGRESS,
        "Target date": PlanColumn.TIMELINE,
        "Date of completion and outcome": PlanColumn.OUTCOME,
    },
    "a tracker with its rating as a colour": {
        "Recommendation": PlanColumn.RECOMMENDATION,
        "No.": PlanColumn.NUMBER,
        "Action": PlanColumn.ACTION,
        "By Whom": PlanColumn.LEAD,
        "By When": PlanColumn.TIMELINE,
        "Progress Update (Red / Amber / Green)": PlanColumn.PROGRESS,
    },
    "a delivery plan": {
        "Recommendation": PlanColumn.RECOMMENDATION,
        "Action": PlanColumn.ACTION,
        "Lead agency": PlanColumn.LEAD,
        "Output": PlanColumn.OUTPUT,
        "Timeline": PlanColumn.TIMELINE,
        "Outcome": PlanColumn.OUTCOME,
        "Indicators": PlanColumn.INDICATORS,
        "Cost implication": PlanColumn.COST,
    },
    "aims with a lead": {
        "No.": PlanColumn.NUMBER,
        "Aims": PlanColumn.ACTION,
        "Lead": PlanColumn.LEAD,
        "Target date": PlanColumn.TIMELINE,
    },
    "an annex": {
        "Ref": PlanColumn.NUMBER,
        "Action": PlanColumn.ACTION,
        "Lead": PlanColumn.LEAD,
        "Status": PlanColumn.RATING,
    },
    "a plan from a bill": {
        "Ref": PlanColumn.NUMBER,
        "Source": PlanColumn.EXTRA,
        "Bill part": PlanColumn.EXTRA,
        "Reference point": PlanColumn.EXTRA,
        "Issue": PlanColumn.EXTRA,
        "Requirement": PlanColumn.RECOMMENDATION,
        "Action": PlanColumn.ACTION,
        "Notes": PlanColumn.PROGRESS,
        "Target completion date": PlanColumn.TIMELINE,
        "Lead agency": PlanColumn.LEAD,
        "Nominated lead officer": PlanColumn.EXTRA,
        "Complete Y/N": PlanColumn.RATING,
        "Cross reference": PlanColumn.EXTRA,
    },
    "a police plan": {
        "Action ref": PlanColumn.NUMBER,
        "Recommendation/overarching action": PlanColumn.RECOMMENDATION,
        "Sub-action": PlanColumn.ACTION,
        "Delivery status": PlanColumn.RATING,
    },
    "a strategy by outcome": {
        "Outcome": PlanColumn.OUTCOME,
        "Action": PlanColumn.ACTION,
        "Measure": PlanColumn.INDICATORS,
        "Target": PlanColumn.INDICATORS,
        "Responsible partnership": PlanColumn.LEAD,
    },
    "priorities": {"Priority": PlanColumn.RECOMMENDATION, "Action": PlanColumn.ACTION},
    "an index of recommendations": {
        "#": PlanColumn.NUMBER,
        "Recommendation": PlanColumn.RECOMMENDATION,
        "Addressed to": PlanColumn.LEAD,
    },
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_of_the_field_is_recognised_by_its_headings(name):
    expected = TEMPLATES[name]
    guessed = guess_columns(table(list(expected)))
    assert dict(zip(expected, guessed.columns, strict=True)) == expected


def test_cells_tell_what_headings_leave_out():
    rows = [
        ("1", "Run a clinic", "LBX", "31/03/2026", "A"),
        ("2", "Train staff", "LBX", "Within 3 months", "G"),
        ("3", "Write guidance", "Police", "2025/26", "R"),
    ]
    guessed = guess_columns(table(["", "Action", "", "", ""], *rows))
    assert guessed.columns[0] is PlanColumn.NUMBER
    assert guessed.columns[3:] == (PlanColumn.TIMELINE, PlanColumn.RATING)
    assert "read as deadlines" in guessed.guesses[3].reason


def test_a_column_of_colours_alone_is_a_rating():
    rows = [("Run a clinic", cell(colour="red")), ("Train staff", cell(colour="green"))]
    assert guess_columns(table(["Action", ""], *rows)).columns == (PlanColumn.ACTION, PlanColumn.RATING)


def test_a_column_nobody_can_name_is_kept_and_not_guessed():
    guess = guess_columns(table(["Action", "Wombat"], ("Run a clinic", "seven"))).guesses[1]
    assert (guess.column, guess.confidence) == (PlanColumn.EXTRA, 0.0)


def test_of_two_action_columns_one_is_the_action_and_the_other_is_kept():
    guessed = guess_columns(table(["Action", "Further action needed"], ("Run a clinic", "Find a room")))
    assert guessed.columns == (PlanColumn.ACTION, PlanColumn.EXTRA)


def test_a_heading_with_cells_to_match_is_surer_than_one_without():
    fits = guess_columns(table(["Deadline"], ("By March 2026",))).guesses[0]
    jars = guess_columns(table(["Deadline"], ("The team will write to everyone about it",))).guesses[0]
    assert fits.column is jars.column is PlanColumn.TIMELINE
    assert fits.confidence > jars.confidence


def test_what_a_person_chose_is_certain():
    mapping = guess_columns(table(["Action", "Wombat"])).with_column(1, PlanColumn.LEAD)
    assert mapping.columns == (PlanColumn.ACTION, PlanColumn.LEAD)
    assert mapping.guesses[1].confidence == 1.0


def test_tables_of_one_shape_share_a_mapping_whatever_the_case_and_marks():
    assert shape_of(["By when?", "No."]) == shape_of(["BY WHEN", "No"])
    assert shape_of(["By when", "No"]) != shape_of(["No", "By when"])


GUESSES = st.builds(Guess, st.text(), st.sampled_from(PlanColumn), st.text(), st.floats(0, 1))


@given(st.lists(GUESSES).map(tuple).map(Mapping))
def test_a_mapping_survives_being_stored(mapping):
    assert Mapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_every_column_of_any_table_is_named_once(headings):
    mapping = guess_columns(table(headings))
    assert [guess.heading for guess in mapping.guesses] == [cell.text for cell in table(headings).header]
    assert mapping.columns.count(PlanColumn.ACTION) <= 1
