"""The sender's own file given back: what is wrong is coloured, noted, and said in words beside its row."""

from io import BytesIO

import openpyxl
import pytest

from towpath.documents.rows import marked_copy
from towpath.documents.rows.marking import COLOUR
from towpath.documents.rows.tests.making import HEADINGS, HERON, excel_of, read, text_of
from towpath.documents.tests import made

WRONG = ["Otter", "two", "", "perhaps"]


def marked(content, name):
    return openpyxl.load_workbook(BytesIO(marked_copy(content, name, read(content, name).errors)))


def colours(sheet):
    return {
        cell.coordinate for row in sheet.iter_rows() for cell in row
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb.endswith(COLOUR) and cell.comment
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (text_of(HEADINGS, HERON, [], WRONG), "boats.csv"),
        (excel_of(HEADINGS, HERON, [], WRONG), "boats.xlsx"),
    ],
)
def test_cells_that_are_wrong_are_marked_where_they_stand(content, name):
    sheet = marked(content, name).active
    assert colours(sheet) == {"B4", "D4"}
    assert "use a whole number from 0 to 1,200" in sheet["B4"].comment.text
    assert sheet["E4"].value.splitlines() == [
        "Row 4, berths: “two” cannot be taken: use a whole number from 0 to 1,200.",
        "Row 4, afloat: “perhaps” cannot be taken: write yes or no.",
    ]
    assert [cell.value for cell in sheet[2]][:4] == HERON


def test_a_marked_workbook_is_the_senders_own():
    book = made.workbook([HEADINGS, [*HERON[:2], "=DATE(2024,4,1)", "perhaps"]])
    book.active.column_dimensions["A"].width = 33
    book.active["A1"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("Notes")["B2"] = "Ask Ada"
    given = marked(made.saved(book), "boats.xlsx")
    sheet = given.worksheets[0]
    assert (given["Notes"]["B2"].value, sheet["C2"].value) == ("Ask Ada", "=DATE(2024,4,1)")
    assert (sheet.column_dimensions["A"].width, sheet["A1"].font.bold) == (33, True)


def test_a_cell_merged_over_several_is_marked_once_for_all():
    book = made.workbook([HEADINGS, ["Heron", "four", "", ""], ["Otter", "", "", ""]])
    book.active.merge_cells("B2:B3")
    sheet = marked(made.saved(book), "boats.xlsx").active
    assert colours(sheet) == {"B2"}
    assert "Row 3, berths" in sheet["E3"].value


def test_a_formula_that_stood_in_a_text_is_none_in_the_copy():
    sheet = marked(text_of(HEADINGS, ["=1+1", "two", "", ""]), "boats.csv").active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("'=1+1", "s")


def test_a_marked_copy_that_is_put_right_can_be_sent():
    book = marked(excel_of(HEADINGS, WRONG), "boats.xlsx")
    book.active["B2"], book.active["D2"] = 2, "no"
    found = read(made.saved(book), "boats.xlsx")
    assert ([row.values["berths"] for row in found.rows], found.errors) == ([2], ())


def test_three_thousand_errors_are_all_marked():
    rows = [["Heron", "x", "y", "yes"]] * 1_500
    assert len(colours(marked(excel_of(HEADINGS, *rows), "boats.xlsx").active)) == 3_000
