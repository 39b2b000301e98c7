"""Workbooks of Excel 97 to 2003, and what a damaged one may do."""

import pytest

from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
from towpath.documents.tests.made_old import old_workbook

ROWS = [["Theme", "No.", "Action"], ["Safety", 1, "Train staff"], ["", 2, "Visit schools"]]


def test_words_and_numbers_are_read_with_their_places():
    (table,) = read_document(old_workbook(ROWS), "plan.xls").tables
    assert table.headings == ("Theme", "No.", "Action")
    assert [cell.text for cell in table.rows[1].cells] == ["", "2", "Visit schools"]
    assert str(table.rows[1].cells[2].places[0]) == "sheet “Plan”, table 1, row 3, column 3"


def test_merged_cell_says_the_same_in_each_row():
    (table,) = read_document(old_workbook(ROWS, merged_down=(1, 2)), "plan.xls").tables
    assert [(row.cells[0].text, row.cells[0].is_merged) for row in table.rows] == [("Safety", False), ("Safety", True)]


@pytest.mark.parametrize("at", [600, 1100, 1540, 1560, 2000])
def test_damaged_workbook_is_refused_or_read_and_ends_no_more_than_its_own_process(at):
    content = bytearray(old_workbook(ROWS))
    content[at : at + 8] = b"\xff" * 8
    try:
        assert read_document(bytes(content), "plan.xls").tables
    except UnreadableFile as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 -- both answers are right


def test_workbook_that_states_a_vast_sheet_is_refused():
    content = old_workbook([["Action", "Lead"], ["Train", "Council"], *[["", ""]] * 65000, ["Far", "away"]])
    with pytest.raises(UnreadableFile, match="100,000 cells"):
        read_document(content, "plan.xls")
