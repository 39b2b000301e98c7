"""Excel workbooks (.xlsx): values as shown, fills and merged cells, a table for each visible sheet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from towpath.documents.grid import Contents, Grid
from towpath.documents.limits import MAX_CELLS, CellCount
from towpath.documents.readers.excel_colours import Palette
from towpath.documents.readers.excel_values import shown
from towpath.documents.readers.spans import Drawn, laid_out
from towpath.documents.table import Place
from towpath.documents.wording import cell

_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_SLOT = re.compile(rb"<(?:\w+:)?c[ >]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=[\"']([A-Z0-9:$]{1,30})")
_SLOTS_PER_CELL = 10  # sheets are often coloured or merged far beyond their words: slow to open, so not without end


def read_excel(content: bytes) -> Contents:
    """A grid for each sheet a person can see, made of the rows and columns that hold words or numbers."""
    _check_cells(content)
    workbook = load_workbook(BytesIO(content), data_only=True)
    palette, count = Palette.of(workbook), CellCount()
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    grids = [_Sheet.of(sheet, number).grid(palette, count) for number, sheet in enumerate(sheets, start=1)]
    return Contents("excel", tuple(grid for grid in grids if grid.rows), shows_breaks=False)


def _check_cells(content: bytes) -> None:
    """The limit on cells is kept before the workbook is opened, since opening a vast one is what takes
    long.
    """
    count, slots = CellCount(), 0
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/") and name.endswith(".xml"):
                part = archive.read(name)
                count.add(sum(1 for _ in _VALUE.finditer(part)))
                slots += sum(1 for _ in _SLOT.finditer(part)) + sum(map(_area, _MERGED.findall(part)))
    if slots > MAX_CELLS * _SLOTS_PER_CELL:
        count.add(slots)


def _area(reference: bytes) -> int:
    """How many cells a merged range such as A1:C3 covers."""
    left, top, right, bottom = (edge or 0 for edge in range_boundaries(reference.decode()))
    return (int(right) - int(left) + 1) * (int(bottom) - int(top) + 1)


@dataclass(frozen=True)
class _Sheet:
    """A sheet without its empty rows and columns: where each row and column that holds anything comes to
    stand.
    """

    sheet: Worksheet
    table: int
    rows: dict[int, int]
    columns: dict[int, int]

    @classmethod
    def of(cls, sheet: Worksheet, table: int) -> "_Sheet":
        filled = [one for one in _cells(sheet) if shown(one).strip()]
        rows, columns = (_positions(numbers) for numbers in ((c.row for c in filled), (c.column for c in filled)))
        return cls(sheet, table, rows, columns)

    def grid(self, palette: Palette, count: CellCount) -> Grid:
        count.add(len(self.rows) * len(self.columns))
        kept = (one for one in _cells(self.sheet) if one.row in self.rows and one.column in self.columns)
        spans = self._spans()
        drawn = [self._drawn(one, spans.get((one.row, one.column), (1, 1)), palette) for one in kept]
        return laid_out(drawn, len(self.rows), len(self.columns))

    def _drawn(self, one: ExcelCell, span: tuple[int, int], palette: Palette) -> Drawn:
        place = Place(self.table, one.row, one.column, sheet=self.sheet.title)
        filled = cell(shown(one), place, palette.fill(one))
        return Drawn(filled, self.rows[one.row], self.columns[one.column], *span)

    def _spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How far each merged cell reaches, across and down, over the columns and rows that are kept."""
        return {
            (merged.min_row, merged.min_col): (
                sum(merged.min_col <= column <= merged.max_col for column in self.columns),
                sum(merged.min_row <= row <= merged.max_row for row in self.rows),
            )
            for merged in self.sheet.merged_cells.ranges
        }


def _cells(sheet: Worksheet) -> Iterator[ExcelCell]:
    """The cells the file mentions. `iter_rows` would make up all the others, billions in a sheet with one
    far cell.
    """
    return (one for _, one in sorted(sheet._cells.items()) if isinstance(one, ExcelCell))


def _positions(numbers: Iterable[int]) -> dict[int, int]:
    return {number: at for at, number in enumerate(sorted(set(numbers)))}
