"""The sender's own file given back with what is wrong marked in it: a colour, a note, and a column of sentences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from towpath.documents.kinds import DocumentKind
from towpath.documents.readers.apart import mark_apart
from towpath.documents.readers.excel_cells import check_cells
from towpath.documents.reading import kind_sent
from towpath.documents.rows.reading import RowNote
from towpath.documents.rows.sheets import SheetRows, sheets_of
from towpath.documents.writers.guard import guarded

COLOUR = "FFE699"
_LONGEST = 32_000  # characters of a cell
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

CellNote = tuple[str, int, int, str]  # sheet, row, column (0 for the whole row), sentence


def marked_copy(
    content: bytes, name: str, errors: Iterable[RowNote], sheets: Sequence[SheetRows] | None = None
) -> bytes:
    """An Excel workbook: the file itself where it is one, else its rows as they were read."""
    notes = [(one.sheet, one.row, one.column, str(one)) for one in errors]
    if sheets is None and kind_sent(content, name) is DocumentKind.EXCEL:
        return mark_apart(content, notes)
    return _written(sheets_of(content, name) if sheets is None else sheets, notes)


def marked_workbook(content: bytes, notes: Iterable[CellNote]) -> bytes:
    """A workbook with these notes in it; in a process apart, as the library believes what a file says of itself."""
    check_cells(content)
    book = load_workbook(BytesIO(content))
    sides = {page.title: page.max_column + 1 for page in book.worksheets}
    for (sheet, row), said in _by_row(notes).items():
        page = book[sheet]
        page.cell(row, sides[sheet]).value = _beside(said)
        for column, sentence in said:
            cell = _cell(page, row, column or 1)
            cell.fill = PatternFill("solid", fgColor=COLOUR)
            cell.comment = Comment(sentence, "Towpath")
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(page: Worksheet, row: int, column: int) -> Any:
    """The cell, or the one it is merged into, which alone can be written on."""
    cell = page.cell(row, column)
    over = (one for one in page.merged_cells.ranges if cell.coordinate in one)
    return next((page.cell(one.min_row, one.min_col) for one in over), cell)


def _written(sheets: Sequence[SheetRows], notes: Iterable[CellNote]) -> bytes:
    by_row, target = _by_row(notes), BytesIO()
    with Workbook(target, _OPTIONS) as book:
        wrong = book.add_format({"bg_color": f"#{COLOUR}"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name or None)
            side = max((sheet.number_of(len(cells) - 1) for _, cells in sheet.rows if cells), default=0)
            for number, cells in sheet.rows:
                said = by_row.get((sheet.name, number), [])
                marked = {column or sheet.number_of(0): sentence for column, sentence in said}
                for at, text in enumerate(cells):
                    column = sheet.number_of(at)
                    page.write_string(
                        number - 1, column - 1, guarded(text)[:_LONGEST], wrong if column in marked else None
                    )
                for column, sentence in marked.items():
                    page.write_comment(number - 1, column - 1, sentence, {"author": "Towpath"})
                if said:
                    page.write_string(number - 1, side, _beside(said), wrong)
    return target.getvalue()


def _beside(said: Iterable[tuple[int, str]]) -> str:
    return guarded("\n".join(sentence for _, sentence in said))[:_LONGEST]


def _by_row(notes: Iterable[CellNote]) -> dict[tuple[str, int], list[tuple[int, str]]]:
    by_row = defaultdict(list)
    for sheet, row, column, sentence in notes:
        by_row[sheet, row].append((column, sentence))
    return by_row
