"""Workbooks of Excel 97 to 2003 (.xls): values and merged cells; their colours are not kept.

The library believes the sizes that a file states, so it is called in a process of its own (`readers.apart`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from towpath.documents.archive import ENCRYPTED
from towpath.documents.grid import Contents, Grid
from towpath.documents.limits import CellCount
from towpath.documents.readers.excel_values import written
from towpath.documents.readers.spans import SpannedCell, laid_out
from towpath.documents.table import Place, UnreadableFile
from towpath.documents.wording import cell


def read_old_excel(content: bytes) -> Contents:
    """A grid for each sheet a person can see."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as error:
        raise UnreadableFile(ENCRYPTED) from error
    visible = [one.name for one in workbook.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
    sheets = [workbook.get_sheet_by_name(name) for name in visible]
    CellCount().add(sum(sheet.height * sheet.width for sheet in sheets))
    grids = [_OldSheet.of(sheet).grid(number) for number, sheet in enumerate(sheets, start=1)]
    return Contents("excel", tuple(grid for grid in grids if grid.rows), shows_breaks=False)


@dataclass(frozen=True)
class _OldSheet:
    """A sheet's words from `start`, the first row and column that hold any; both counted from 0, as are merges."""

    name: str
    start: Sequence[int]
    rows: Sequence[Sequence[str]]
    merged: Sequence[Sequence[Sequence[int]]]

    @classmethod
    def of(cls, sheet: CalamineSheet) -> "_OldSheet":
        rows = [[written(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
        return cls(sheet.name, sheet.start or (0, 0), rows, sheet.merged_cell_ranges or [])

    def grid(self, table: int) -> Grid:
        return laid_out(list(self._drawn(table)), len(self.rows), len(self.rows[0]) if self.rows else 0)

    def _drawn(self, table: int) -> Iterator[SpannedCell]:
        """Cells with their spans, each merged range cut to the part of the sheet that holds anything."""
        ends = {tuple(first): tuple(last) for first, last in self.merged}
        top, left = self.start
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                bottom, right = ends.get((row + top, column + left), (row + top, column + left))
                across = min(right - left, len(texts) - 1) - column + 1
                down = min(bottom - top, len(self.rows) - 1) - row + 1
                if text or across > 1 or down > 1:
                    place = Place(table, row + top + 1, column + left + 1, sheet=self.name)
                    yield SpannedCell(cell(text, place), row, column, max(across, 1), max(down, 1))
