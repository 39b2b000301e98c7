"""Excel workbooks: values as shown on the screen, colours and merged cells."""

from datetime import date

import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from towpath.documents.reading import read_document
from towpath.documents.table import Table
from towpath.documents.tests import made

ROWS = [["No.", "Action", "Lead"], [1, "Train staff", "• Council\n• Police"], [2, "Visit schools", "Police"]]


def table_of(book) -> Table:
    return read_document(made.saved(book), "plan.xlsx").tables[0]


def test_lines_of_a_cell_are_items_without_bullets():
    assert table_of(made.workbook(ROWS)).rows[0].cells[2].items == ("Council", "Police")


def test_value_keeps_its_sheet_row_and_column():
    book = made.workbook([[], ["Our plan"], [], *[[None, *row] for row in ROWS]])
    book.active.title = "Plan"
    table = table_of(book)
    assert table.title == "Our plan"
    assert str(table.rows[0].cells[1].places[0]) == "sheet “Plan”, table 1, row 5, column 3"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3, "General", "3"),
        (2.5, "General", "2.5"),
        (0.75, "0%", "75%"),
        (True, "General", "Yes"),
        (date(2025, 4, 1), "mmm-yy", "Apr-25"),
        (date(2025, 4, 1), "d mmmm yyyy", "1 April 2025"),
        (date(2025, 4, 1), "mm-dd-yy", "01/04/2025"),
        (date(2025, 4, 1), "[$-809]dd/mm/yyyy;@", "01/04/2025"),
        (date(2025, 4, 1), "yyyy-mm-dd hh:mm", "2025-04-01"),
    ],
)
def test_value_is_written_as_the_sheet_shows_it(value, number_format, shown):
    book = made.workbook([["No.", "When"], [1, value]])
    book.active["B2"].number_format = number_format
    assert table_of(book).rows[0].cells[1].text == shown


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        (Color(rgb="FFFFC000"), "amber"),
        (Color(indexed=10), "red"),
        (Color(theme=9), "amber"),
        (Color(theme=4, tint=0.6), "blue"),
        (Color(theme=0), None),
        (Color(theme=0, tint=-0.35), "grey"),
        (Color(theme=99), None),
    ],
)
def test_fill_is_kept_and_named(colour, name):
    book = made.workbook(ROWS)
    book.active["C2"].fill = PatternFill("solid", fgColor=colour)
    fill = table_of(book).rows[0].cells[2].fill
    assert (fill and fill.name) == name


def test_column_of_colours_without_words_is_kept():
    book = made.workbook([["No.", "Action", "RAG"], [1, "Train staff", None]])
    book.active["C2"].fill = PatternFill("solid", fgColor="FF92D050")
    cell = table_of(book).rows[0].cells[2]
    assert cell.is_blank
    assert cell.fill.name == "green"


def test_merged_cell_says_the_same_in_each_row():
    book = made.workbook([["Theme", "Action"], ["Safety", "Train staff"], [None, "Visit schools"]])
    book.active.merge_cells("A2:A3")
    assert [(row.cells[0].text, row.cells[0].is_merged) for row in table_of(book).rows] == [
        ("Safety", False), ("Safety", True),
    ]  # fmt: skip


def test_row_without_a_number_and_half_empty_continues_the_row_above():
    header = ["No.", "Action", "Lead", "Progress"]
    book = made.workbook([header, [1, "Train staff", "Council", "Begun."], [None, None, None, "Half are trained."]])
    (row,) = table_of(book).rows
    assert row.cells[3].items == ("Begun.", "Half are trained.")
    assert [place.row for place in row.cells[3].places] == [2, 3]


def test_second_action_of_a_recommendation_is_no_continuation():
    header = ["Recommendation", "Action", "Lead", "Due"]
    book = made.workbook([header, ["Train", "Plan sessions", "Council", "May"], [None, "Hold sessions", None, None]])
    assert len(table_of(book).rows) == 2


def test_note_below_the_table_is_tied_to_its_mark():
    book = made.workbook([*ROWS, [], ["* Subject to funding."]])
    book.active["B3"] = "Visit schools*"
    table = table_of(book)
    assert len(table.rows) == 2
    assert table.rows[1].cells[1].text == "Visit schools"
    assert table.rows[1].cells[1].notes[0].text == "Subject to funding."


def test_each_visible_sheet_is_a_table():
    book = made.workbook(ROWS)
    second = book.create_sheet("Second")
    second.append(["Measure", "Value"])
    second.append(["Referrals", 5])
    assert [table.headings[0] for table in read_document(made.saved(book), "plan.xlsx").tables] == ["No.", "Measure"]
