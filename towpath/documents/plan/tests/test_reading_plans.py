"""From tables as partnerships write them to the draft of a plan."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.plan import PlanColumn, as_json, guess_columns, read_plan
from towpath.documents.plan.tests.building import cell, document, table
from towpath.documents.table import Note, UnreadableFile
from towpath.foundation.ratings import COMPLETED_OR_ONGOING

SHORT = ["Recommendation", "Action", "Lead", "Deadline"]
TRACKER = ["Recommendation", "No.", "Action", "By whom", "By when", "Progress (Red / Amber / Green)"]


def plan(headings, *rows, **kwargs):
    return read_plan(document(table(headings, *rows, **kwargs)))


def only_action(headings, row):
    return next(plan(headings, row).actions)


def test_a_blank_recommendation_means_as_above():
    draft = plan(SHORT, ("1. Help early", "Run a clinic", "LBX", "2025/26"), ("", "Train staff", "LBX", "2025/26"))
    [recommendation] = draft.recommendations
    assert (recommendation.number, recommendation.text) == ("1", "Help early")
    assert [action.text for action in recommendation.actions] == ["Run a clinic", "Train staff"]


def test_a_recommendation_merged_or_written_again_is_the_same_one():
    draft = plan(
        SHORT,
        ("Help early", "Run a clinic", "LBX", "TBC"),
        (cell("Help early", merged=True), "Train staff", "LBX", "TBC"),
        ("Act late", "Write a letter", "LBX", "TBC"),
        ("Help early", "Print leaflets", "LBX", "TBC"),
    )
    assert [len(recommendation.actions) for recommendation in draft.recommendations] == [3, 1]


def test_a_blank_lead_on_a_continued_row_is_doubted_and_a_blank_cost_is_not():
    headings = ["Recommendation", "Action", "Lead", "Cost"]
    draft = plan(headings, ("Help early", "Run a clinic", "LBX", "£5"), ("", "Train staff", "", ""))
    first, second = draft.actions
    assert (second.leads, second.cost) == ((), "")
    assert [doubt.field for doubt in second.doubts] == ["leads"]
    assert not first.doubts


def test_ditto_marks_stand_for_the_cell_above():
    draft = plan(SHORT, ("Help early", "Run a clinic", "LBX", "2025/26"), ("", "Train staff", "as above", '"'))
    assert [(action.leads, action.deadline.text) for action in draft.actions] == [(("LBX",), "2025/26")] * 2


def test_a_row_without_an_action_goes_on_with_the_one_above_and_says_so():
    draft = plan(
        TRACKER,
        ("Help early", "1", "Run a clinic", "LBX", "TBC", "Rooms found."),
        ("", "", "Outcome: people wait less", "", "", "Staff hired."),
    )
    [action] = draft.actions
    assert action.text == "Run a clinic"
    assert action.outcome == ("people wait less",)
    assert action.updates[0].text == "Rooms found.\nStaff hired."
    assert {doubt.field for doubt in action.doubts} == {"action", "progress"}


def test_numbers_beside_recommendations_are_theirs():
    draft = plan(TRACKER, ("Help early", "1", "Run a clinic", "LBX", "TBC", ""), ("Act", "2.", "Go", "LBX", "TBC", ""))
    assert [recommendation.number for recommendation in draft.recommendations] == ["1", "2"]
    assert [action.number for action in draft.actions] == ["", ""]


def test_numbers_that_repeat_for_each_agency_lose_no_action():
    headings = ["Ref", "Recommendation", "Action", "Lead"]
    draft = plan(headings, ("1", "Help early", "Run a clinic", "LBX"), ("1", "Help early", "Train officers", "Police"))
    assert [action.leads for action in draft.actions] == [("LBX",), ("Police",)]
    assert len(draft.recommendations) == 1


def test_several_numbers_under_one_recommendation_are_the_actions_own():
    headings = ["Recommendation", "No.", "Action"]
    draft = plan(headings, ("Help early", "1", "Run a clinic"), ("Help early", "2", "Train staff"))
    assert len(draft.recommendations) == 1
    assert [action.number for action in draft.actions] == ["1", "2"]


def test_lettered_parts_are_actions_with_their_own_cells_where_these_have_parts_too():
    row = ("Help early", "a) Run a clinic\nb) Train staff", "LBX", "a) June 2025 b) July 2025")
    first, second = plan(SHORT, row).actions
    assert [(action.number, action.text) for action in (first, second)] == [("a", "Run a clinic"), ("b", "Train staff")]
    assert (first.deadline.text, second.deadline.text) == ("June 2025", "July 2025")
    assert first.leads == second.leads == ("LBX",)
    assert "parts a, b" in first.doubts[0].sentence


@pytest.mark.parametrize(
    ("progress", "rating", "written"),
    [
        (cell("Rooms found.", colour="red"), "red", "red"),
        (cell("Green - Rooms found."), "green", "Green"),
        (cell("Rooms found."), "not-stated", ""),
        (cell("Rooms found.", colour="grey"), "not-stated", ""),
    ],
)
def test_a_rating_is_taken_from_colour_or_status_word_and_never_from_silence(progress, rating, written):
    action = only_action(TRACKER, ("Help early", "1", "Run a clinic", "LBX", "TBC", progress))
    assert (action.rating.slug, action.rating_text) == (rating, written)
    assert action.updates[0].text == "Rooms found."


def test_cells_painted_row_by_row_elsewhere_rate_their_rows_with_a_doubt():
    rows = [("Help", "Run", cell("LBX", colour="amber"), "TBC"), ("Act", "Write", cell("LBX", colour="red"), "TBC")]
    actions = list(plan(SHORT, *rows).actions)
    assert [action.rating.slug for action in actions] == ["amber", "red"]
    assert [doubt.field for doubt in actions[0].doubts] == ["rating"]


def test_a_column_of_one_colour_is_decoration():
    rows = [(f"Help {row}", "Run", cell("LBX", colour="green"), "TBC") for row in range(3)]
    assert {action.rating.slug for action in plan(SHORT, *rows).actions} == {"not-stated"}


def test_one_status_word_among_colours_does_not_cost_the_colours():
    rows = [(f"Help {row}", str(row), "Run", "LBX", "TBC", cell("Begun.", colour="red")) for row in range(3)]
    rows.append(("Act", "4", "Write", "LBX", "TBC", cell("Ongoing. Begun.", colour="amber")))
    assert [action.rating.slug for action in plan(TRACKER, *rows).actions] == ["red"] * 3 + ["amber"]


def test_a_status_cell_gives_its_word_as_rating_and_its_prose_as_progress():
    headings = ["Ref", "Recommendation", "Action", "Status"]
    draft = plan(
        headings,
        ("1", "Help early", "Run a clinic", "Ongoing – rooms were found and the first staff hired in May."),
        ("2", "Act", "Write", "Completed. The letter went out."),
    )
    assert draft.scheme == COMPLETED_OR_ONGOING
    assert [action.rating.slug for action in draft.actions] == ["ongoing", "completed"]
    assert next(draft.actions).updates[0].text.startswith("rooms were found")


def test_an_unknown_rating_word_is_not_stated_and_doubted():
    action = only_action(["Recommendation", "Action", "RAG"], ("Help early", "Run a clinic", "Purple"))
    assert (action.rating.slug, action.rating_text) == ("not-stated", "Purple")
    assert action.doubts[0].field == "rating"


def test_a_deadline_nobody_understands_is_kept_and_doubted():
    action = only_action(SHORT, ("Help early", "Run a clinic", "LBX", "When the rooms are ready"))
    assert action.deadline.text == "When the rooms are ready"
    assert [doubt.field for doubt in action.doubts] == ["deadline"]


def test_themes_come_from_their_column_or_from_beside_the_rows():
    by_column = plan(["Theme", *SHORT], ("Early", "Help", "Run", "LBX", "TBC"), ("", "Act", "Write", "LBX", "TBC"))
    beside = plan(SHORT, ("Help", "Run", "LBX", "TBC"), ("Act", "Write", "LBX", "TBC"), themes=("Early", "Late"))
    assert [recommendation.theme for recommendation in by_column.recommendations] == ["Early", "Early"]
    assert [recommendation.theme for recommendation in beside.recommendations] == ["Early", "Late"]


def test_a_theme_guessed_from_stray_letters_shows_the_letters():
    guessed = replace(cell("ENFORCEMENT"), as_written="E N T P O R C E")
    draft = plan(SHORT, ("Help", "Run", "LBX", "TBC"), themes=(guessed,))
    [doubt] = draft.recommendations[0].doubts
    assert (doubt.field, "E N T P O R C E" in doubt.sentence) == ("theme", True)


def test_without_a_recommendation_column_the_heading_above_stands_in_with_a_doubt():
    draft = plan(["Ref", "Action", "Lead"], ("1", "Run a clinic", "LBX"), ("2", "Train", "LBX"), title="Our plan")
    [recommendation] = draft.recommendations
    assert (recommendation.text, len(recommendation.actions)) == ("Our plan", 2)
    assert recommendation.doubts[0].field == "recommendation"
    assert [action.number for action in recommendation.actions] == ["1", "2"]


def test_a_recommendation_without_an_action_stays_as_a_gap():
    draft = plan(SHORT, ("Help early", "", "", ""), ("Act", "Write", "LBX", "TBC"))
    assert [len(recommendation.actions) for recommendation in draft.recommendations] == [0, 1]
    assert draft.recommendations[0].doubts[0].field == "action"


@pytest.mark.parametrize("told", [("LBX", ""), ("", "March 2026")])
def test_of_a_row_without_an_action_what_it_says_is_kept(told):
    draft = plan(SHORT, ("1. Help early", "", *told), ("2. Act", "Write", "LBX", "TBC"))
    action, _ = draft.actions
    assert action.text == draft.recommendations[0].text == "Help early"
    assert (", ".join(action.leads), action.deadline.text) == told
    assert [doubt.field for doubt in action.doubts] == ["action"]


def test_what_has_no_place_is_kept_beside_the_action():
    headings = ["Recommendation", "Action", "Cross reference", "Nominated lead officer"]
    action = only_action(headings, ("Help early", "Run a clinic", "DHR 7", "Head of Housing"))
    assert dict(action.extra) == {"Cross reference": "DHR 7", "Nominated lead officer": "Head of Housing"}


def test_a_footnote_stays_with_its_action_and_its_mark_leaves_the_words():
    noted = replace(cell("Run a clinic*"), notes=(Note("*", "Funded for a year."),))
    action = only_action(SHORT, ("Help early", noted, "LBX", "TBC"))
    assert (action.text, action.notes) == ("Run a clinic", (Note("*", "Funded for a year."),))


def test_several_tables_of_one_shape_are_one_plan_and_their_titles_its_themes():
    parts = [
        table(SHORT, ("Help", "Run", "LBX", "TBC"), title="Early help"),
        table(["Name", "Post"], ("A", "B"), ("C", "D"), ("E", "F")),
        table(SHORT, ("Act", "Write", "LBX", "TBC"), title="Justice"),
    ]
    draft = read_plan(document(*parts, paragraphs=("Our strategy",)))
    assert [recommendation.theme for recommendation in draft.recommendations] == ["Early help", "Justice"]
    assert draft.title == "Our strategy"


def test_a_persons_mapping_is_followed():
    wanted = table(["Thing", "Deed", "Body"], ("Help early", "Run a clinic", "LBX"))
    chosen = (PlanColumn.RECOMMENDATION, PlanColumn.ACTION, PlanColumn.LEAD)
    mapping = guess_columns(wanted)
    for position, column in enumerate(chosen):
        mapping = mapping.with_column(position, column)
    draft = read_plan(document(wanted), mapping)
    assert (draft.recommendations[0].text, next(draft.actions).leads) == ("Help early", ("LBX",))
    with pytest.raises(UnreadableFile, match="other headings"):
        read_plan(document(table(SHORT, ("a", "b", "c", "d"))), mapping)


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ([], "No table was found"),
        ([table(SHORT)], "No table was found"),
        ([table(["Name", "Post"], ("A", "B"))], "No column of actions"),
        ([table(SHORT, ("Help early", "", "LBX", ""))], "column of actions is empty"),
        ([table(["Ref", "Action"], ("1", "Run a clinic"))], "No recommendation was found"),
        ([table(SHORT, ("", "Run a clinic", "LBX", "TBC"))], "No recommendation was found"),
        (
            [table(SHORT, *[("Help early", f"Run clinic {at}", "LBX", "TBC") for at in range(2_001)])],
            "more than 2,000 actions: split it",
        ),
        (
            [table(SHORT, ("Help early", "Run clinics", "LBX", "TBC"), *[("", "", "", "2026")] * 10_000)],
            "more than 10,000 rows: save only",
        ),
    ],
)
def test_a_document_without_a_plan_is_refused_with_a_sentence(tables, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_plan(document(*tables))


def test_the_published_plan_has_the_promised_keys_in_order():
    published = as_json(plan(SHORT, ("1. Help early", "Run a clinic", "LBX / Met", "Within 3 months")))
    [recommendation] = published["recommendations"]
    [action] = recommendation["actions"]
    assert list(recommendation)[:4] == ["number", "text", "theme", "actions"]
    promised = "number text leads deadline rating outcome indicators updates doubts deadline_means"
    assert list(action)[:10] == promised.split()
    assert (recommendation["number"], action["leads"]) == ("1", ["LBX", "Met"])
    assert (action["deadline"], action["rating"]) == ("Within 3 months", "not stated")
    assert action["deadline_means"] == "within 3 months of the base date"


ACTIONS = st.text(alphabet="abc XYZ.)-1*", max_size=12)
ROWS = st.lists(st.tuples(st.sampled_from(["", "Help", "Act"]), ACTIONS, st.sampled_from(["", "LBX"])), max_size=8)


@given(ROWS)
def test_no_action_row_is_ever_lost(rows):
    opening = ("Help", "Begin", "LBX")
    draft = plan(["Recommendation", "Action", "Lead"], opening, *rows)
    kept = sum(not cell(action).is_blank for _, action, _ in rows) + 1
    assert len(list(draft.actions)) >= kept
