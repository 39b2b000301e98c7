"""A small Office file that swells when it is read is refused, whatever its parts are called and written in."""

from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter

from towpath.documents.tests import made
from towpath.documents.tests.limited import outcome_of
from towpath.documents.tests.memory.made_to_swell import MERGED, ROWS, SHEET, VAST, WORD, sheet_with, word_with

CELLS = "".join(f'<row r="{row}">{"<c/>" * 1000}</row>' for row in range(10, 1100))
SHEETS: dict[str, Callable[[], bytes]] = {
    "a merge in a part of another name": lambda: sheet_with(MERGED, name="xl/worksheets/sheet1.dat"),
    "another attribute before the range": lambda: sheet_with(
        f'<mergeCells count="1"><mergeCell count="1" ref="{VAST}"/></mergeCells>'
    ),
    "a range that names its sheet": lambda: sheet_with(f'<mergeCells><mergeCell ref="Sheet!{VAST}"/></mergeCells>'),
    "the same range many times": lambda: sheet_with(
        "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 60_000 + "</mergeCells>"
    ),
    "a range in other signs": lambda: sheet_with("<mergeCells><mergeCell\n  ref = '&#65;1:XFD1048576'/></mergeCells>"),
    "a sheet in another encoding": lambda: sheet_with(MERGED, encoding="utf-16"),
    "a link over the whole sheet": lambda: sheet_with(
        f'<hyperlinks><hyperlink ref="{VAST}" location="A1"/></hyperlinks>'
    ),
    "letters that only the library knows": lambda: sheet_with(MERGED, encoding="kz1048"),
    "cells in a part of another name": lambda: sheet_with("", name="xl/worksheets/sheet1.dat", rows=CELLS),
}


@pytest.mark.parametrize("case", SHEETS)
def test_workbook_that_swells_is_refused_whatever_its_parts_are_called(case):
    content = SHEETS[case]()
    assert len(content) < 100_000
    assert "refused: The tables hold more than 100,000 cells" in outcome_of(content, "plan.xlsx")


def test_workbook_that_says_it_is_vast_and_is_not_is_read():
    markup = made.part_of(made.saved(made.workbook(ROWS)), SHEET)
    wide = markup.replace(b'<dimension ref="A1:B2"', f'<dimension ref="{VAST}"'.encode())
    wide = wide.replace(b"<sheetData>", b'<cols><col min="1" max="16384" width="9"/></cols><sheetData>')
    assert wide.count(VAST.encode()) == 1
    content = made.with_part(made.saved(made.workbook(ROWS)), SHEET, wide)
    assert outcome_of(content, "plan.xlsx").startswith("read: 1 tables")


@pytest.mark.long
def test_many_merges_beside_many_rows_are_read_in_no_time():
    merged = "".join(f'<mergeCell ref="A{2 * at}:A{2 * at + 1}"/>' for at in range(10, 20_000))
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(9, 45_000))
    content = sheet_with(f"<mergeCells>{merged}</mergeCells>", rows=rows)
    assert outcome_of(content, "plan.xlsx", seconds=60).startswith("read: 1 tables")


def test_one_long_text_in_many_cells_is_refused():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row in range(1000):
            sheet.write_string(row, 0, "a" * 30_000)
    assert "refused: The cells hold more than 20,000,000 letters" in outcome_of(stream.getvalue(), "plan.xlsx")


@pytest.mark.parametrize("name", [WORD, "word/document.dat"])
def test_word_file_of_millions_of_elements_is_refused_whatever_its_parts_are_called(name):
    outcome = outcome_of(word_with("<w:p/>" * 4_100_000, name), "plan.docx")
    assert "refused: The file holds more than 4,000,000 signs of mark-up" in outcome


def test_word_part_of_another_name_may_declare_no_entity_either():
    content = word_with("", "word/document.dat")
    part = b'<!DOCTYPE d [<!ENTITY x "y">]>' + made.part_of(content, "word/document.dat")
    assert "refers to other files" in outcome_of(made.with_part(content, "word/document.dat", part), "plan.docx")


@pytest.mark.parametrize(("code", "said"), [("utf-32", "UTF-32"), ("utf-32-be", "UCS-4"), ("utf-16", "UTF-16")])
def test_word_part_declares_no_entity_in_any_letters(code, said):
    content = made.saved(made.word(ROWS))
    body = made.part_of(content, WORD).decode().split("?>", 1)[1]
    part = f'<?xml version="1.0" encoding="{said}"?><!DOCTYPE d [<!ENTITY x "y">]>{body}'.encode(code)
    assert "refers to other files" in outcome_of(made.with_part(content, WORD, part), "plan.docx")
