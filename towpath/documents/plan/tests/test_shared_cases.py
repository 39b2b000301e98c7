"""Small plans that were read wrongly, each of a kind, with what is right (shared/cases/README.md)."""

from datetime import date
from pathlib import Path

import pytest

from towpath.documents.plan import as_json, read_plan
from towpath.documents.reading import read_document

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "cases"
DAY = date(2026, 11, 30)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared documents are not beside this checkout")


def read(name):
    path = FOLDER / name
    return read_plan(read_document(path.read_bytes(), path.name), day=DAY)


def themes(draft):
    return {one.theme: len(one.actions) for one in draft.recommendations}


def test_03_tables_whose_headings_differ_by_a_word_are_one_plan():
    draft = read("03-two-tables-headings-differ.docx")
    assert themes(draft) == {"Priority 1: Prevent": 3, "Priority 2: Protect": 2}
    assert as_json(draft)["rows"] == {"found": 5, "read": 5}
    assert as_json(draft)["left_out"] == []


def test_04_a_heading_is_the_theme_though_bullets_stand_between():
    assert themes(read("04-theme-heading-then-bullets.docx")) == {"Priority 1: Prevent": 1, "Priority 2: Protect": 1}


def test_05_numbered_actions_in_a_cell_share_its_lead_and_date():
    first, second = read("05-numbered-actions-in-a-cell.docx").recommendations
    assert [one.number for one in first.actions] == ["1", "2", "3"]
    assert {(one.leads, one.deadline.end) for one in first.actions} == {(("Marlbeck CSP",), date(2026, 10, 31))}
    assert {(one.rating.means_done, one.updates[0].day) for one in first.actions} == {(True, date(2026, 10, 31))}
    assert [one.text for one in second.actions] == ["Write a course", "Run the course twice"]
    assert not any(one.rating.is_stated for one in second.actions)


def test_06_the_word_that_opens_a_status_counts_without_a_mark():
    actions = list(read("06-status-on-one-line.txt").actions)
    assert [one.rating.label for one in actions] == ["Completed", "Ongoing", "Delayed"]
    assert all(one.updates[0].text and not one.doubts for one in actions)


def test_07_a_row_with_a_blank_action_keeps_what_it_says():
    recommendation = read("07-blank-action-loses-status.docx").recommendations[1]
    (action,) = recommendation.actions
    assert (action.number, action.leads, action.deadline.text) == ("MBK1.2", ("Marlbeck Police",), "June 2026")
    assert action.rating.means_done
    assert action.text == recommendation.text
    assert [doubt.field for doubt in action.doubts] == ["action"]


def test_08_what_when_and_who_are_columns():
    actions = list(read("08-what-when-who.docx").actions)
    assert [(one.number, one.deadline.end) for one in actions] == [
        ("1.1", date(2027, 3, 31)), ("1.2", date(2026, 12, 31)),
    ]  # fmt: skip
    assert [one.leads for one in actions] == [("Marlbeck Council",), ("Harbour House",)]


def test_10_the_files_name_stands_in_where_no_recommendation_is_written():
    draft = read("10-actions-only.csv")
    (recommendation,) = draft.recommendations
    assert recommendation.text == "10-actions-only"
    assert [doubt.field for doubt in recommendation.doubts] == ["recommendation"]
    assert len(recommendation.actions) == 2


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_13_leads_one_a_line_are_apart(suffix):
    (action,) = read(f"13-leads-one-a-line.{suffix}").actions
    assert action.leads == ("Ann Vale", "Bo Marsh", "Gwendoline Marsh", "Dev Oakes", "Eve Lindley")


def test_14_words_that_a_narrow_column_broke_are_whole():
    of_word, of_pdf = (as_json(read(f"14-words-broken-in-narrow-columns.{suffix}")) for suffix in ("docx", "pdf"))
    assert of_pdf == of_word


def test_16_a_sheet_for_each_priority_is_one_plan():
    assert themes(read("16-workbook-sheet-per-priority.xlsx")) == {"Priority 1": 2, "Priority 2": 1}


def test_18_a_second_sheet_with_one_more_column_is_read():
    actions = list(read("18-workbook-second-sheet-lost.xlsx").actions)
    assert [one.rating.means_done for one in actions] == [False, False, True]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_20_a_row_cut_by_the_end_of_the_page_loses_and_doubles_none(suffix):
    draft = read(f"20-row-split-over-page-rows-lost.{suffix}")
    assert [one.text for one in draft.recommendations] == [f"Promise {nth} that partners keep" for nth in range(1, 10)]
    assert [one.number for one in draft.actions] == [str(nth) for nth in range(1, 10)]
    assert len({one.text for one in draft.actions}) == 1


def test_09_recommendations_alone_are_a_plan_with_whom_each_is_addressed_to():
    plan = read("09-recommendations-only.csv")
    assert [(one.number, one.addressees, one.actions) for one in plan.recommendations] == [
        ("1", ("Marlbeck Trust",), ()),
        ("1", ("Marlbeck Council",), ()),
        ("2a", ("Marlbeck Council", "Home Department"), ()),
    ]
    assert [[doubt.sentence for doubt in one.doubts] for one in plan.recommendations] == [
        ["This recommendation has no action: add one or leave it as a gap."]
    ] * 3
