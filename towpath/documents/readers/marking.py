"""The sender's own workbook with what is wrong marked in it."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from towpath.documents.kinds import DocumentKind
from towpath.documents.readers.document import kind_sent
from towpath.documents.readers.excel_cells import limit_cells
from towpath.documents.readers.sheets import read_sheets
from towpath.documents.rows.notes import COLOUR, CellNote, beside, by_row
from towpath.documents.rows.sheets import SheetRows


def marked_or_sheets(content: bytes, name: str, notes: Iterable[CellNote]) -> bytes | list[SheetRows]:
    """The workbook marked where the file is one, else its rows as they were read."""
    if kind_sent(content, name) is DocumentKind.EXCEL:
        return marked_workbook(content, notes)
    return read_sheets(content, name)


def marked_workbook(content: bytes, notes: Iterable[CellNote]) -> bytes:
    """A workbook with these notes in it."""
    limit_cells()
    book = load_workbook(BytesIO(content))
    sides = {page.title: page.max_column + 1 for page in book.worksheets}
    for (sheet, row), said in by_row(notes).items():
        page = book[sheet]
        page.cell(row, sides[sheet]).value = beside(said)
        for column, sentence in said:
            cell = _cell(page, row, column or 1)
            cell.fill = PatternFill("solid", fgColor=COLOUR)
            cell.comment = Comment(sentence, "Towpath")
    target = BytesIO()
    _InMemory(book, ZipFile(target, "w", ZIP_DEFLATED)).save()
    return target.getvalue()


class _InMemory(ExcelWriter):
    """Writes no sheet to a file on its way, as the process that reads may write none (`file_system`)."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        written: Any = WorksheetWriter(ws, BytesIO())
        written.write()
        ws._rels = written._rels
        self._archive.writestr(ws.path[1:], written.read())
        self.manifest.append(ws)


def _cell(page: Worksheet, row: int, column: int) -> Any:
    """The cell, or the one it is merged into, which alone can be written on."""
    cell = page.cell(row, column)
    over = (one for one in page.merged_cells.ranges if cell.coordinate in one)
    return next((page.cell(one.min_row, one.min_col) for one in over), cell)
