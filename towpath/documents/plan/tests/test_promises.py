"""A word of doing in a promise, in a document as a partnership sends it."""

from datetime import date
from pathlib import Path

import pytest

from towpath.documents.plan import read_plan
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
