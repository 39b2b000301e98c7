"""A word of doing in a promise, in a document as a partnership sends it."""

from datetime import date
from pathlib import Path

import pytest

from towpath.documents.plan import read_plan
from towpath.documents.plan.tests.building import document, table
from towpath.documents.reading import read_document
from towpath.foundation.deadlines import Standing, due_on, standing

CASE = Path(__file__).resolve().parents[5] / "shared" / "cases" / "01-to-be-completed-by.docx"


@pytest.mark.skipif(not CASE.exists(), reason="the shared documents are not beside this tree")
def test_to_be_completed_by_is_open_and_due():
    actions = list(read_plan(read_document(CASE.read_bytes(), CASE.name)).actions)
    day = date(2026, 11, 28)
    assert [due_on(one.deadline, None, day) for one in actions] == [
        date(2027, 3, 31), date(2027, 3, 31), None, date(2027, 6, 30),
    ]  # fmt: skip
    assert not any(one.rating.means_done for one in actions)
    assert all(standing(one.deadline, None, day, is_done=False) is not Standing.DONE for one in actions)


DAY = date(2026, 11, 28)
HEADINGS = ["Recommendation", "Action", "Lead", "Deadline", "RAG", "Progress"]


def read(deadline="TBC", rating="", progress="", day=DAY):
    row = ("Help early", "Run a clinic", "Health", deadline, rating, progress)
    return next(read_plan(document(table(HEADINGS, row)), day=day).actions)


@pytest.mark.parametrize(
    ("rating", "progress"),
    [
        ("Completed (awaiting sign-off)", ""),
        ("Complete - awaiting sign-off by the board", ""),
        ("Complete. Two of the five sites are outstanding.", ""),
        ("", "Completed (awaiting sign-off)"),
        ("", "Complete - subject to approval by the board in the spring of next year"),
        ("", "Complete: but one borough has not answered yet. Letters went out."),
        ("", "Closed. Re-opened in June."),
        ("", "Complete - this isn’t finished at two sites"),
        ("", "Completed. The last borough hasn't answered"),
        ("Completed (March 2027)", ""),
        ("", "Completed - March 2027"),
        ("Implemented from April 2027", ""),
    ],
)
def test_a_status_is_done_only_where_nothing_right_behind_it_leaves_something_open(rating, progress):
    action = read(rating=rating, progress=progress)
    assert not action.rating.is_stated
    assert [doubt.field for doubt in action.doubts] == ["rating"]


@pytest.mark.parametrize(
    "progress",
    [
        "Complete - the last session was held",
        "Completed. All staff trained",
        "Closed (May 2026)",
        "Completed; nothing outstanding",
        "Done: leaflets sent",
    ],
)
def test_an_account_behind_a_status_leaves_it_as_it_is(progress):
    action = read(progress=progress)
    assert action.rating.means_done
    assert not action.doubts


def test_what_a_document_says_is_done_later_than_it_stands_is_still_to_be_done():
    early, late = read("Completed March 2027"), read("Completed March 2027", day=date(2027, 4, 15))
    assert due_on(early.deadline, None, date(2027, 4, 15)) == date(2027, 3, 31)
    assert standing(early.deadline, None, date(2027, 4, 15), is_done=False) is Standing.OVERDUE
    assert [doubt.field for doubt in early.doubts] == ["deadline"]
    assert standing(late.deadline, None, date(2027, 4, 15), is_done=False) is Standing.DONE
    assert not late.doubts
