"""Excel workbooks (.xlsx): values as shown, fills and merged cells, a table for each visible sheet."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet

from towpath.documents.grid import Contents, Grid
from towpath.documents.limits import CellCount, check_characters
from towpath.documents.readers.excel_cells import limit_cells
from towpath.documents.readers.excel_colours import Palette
from towpath.documents.readers.excel_values import shown
from towpath.documents.readers.spans import SpannedCell, laid_out
from towpath.documents.table import Place
from towpath.documents.wording import cell


def read_excel(content: bytes) -> Contents:
    """A grid for each sheet a person can see, made of the rows and columns that hold words or numbers."""
    limit_cells()
    workbook = load_workbook(BytesIO(content), data_only=True)
    palette, count = Palette.of(workbook), CellCount()
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    grids = [_NewSheet.of(sheet, number).grid(palette, count) for number, sheet in enumerate(sheets, start=1)]
    return Contents("excel", tuple(grid for grid in grids if grid.rows), shows_breaks=False)


@dataclass(frozen=True)
class _NewSheet:
    """A sheet without its empty rows and columns: where each row and column that holds anything comes to
    stand.
    """

    sheet: Worksheet
    table: int
    rows: dict[int, int]
    columns: dict[int, int]

    @classmethod
    def of(cls, sheet: Worksheet, table: int) -> "_NewSheet":
        filled = [one for one in _cells(sheet) if shown(one).strip()]
        check_characters(sum(len(shown(one)) for one in filled))
        rows, columns = (_positions(numbers) for numbers in ((c.row for c in filled), (c.column for c in filled)))
        return cls(sheet, table, rows, columns)

    def grid(self, palette: Palette, count: CellCount) -> Grid:
        count.add(len(self.rows) * len(self.columns))
        kept = (one for one in _cells(self.sheet) if one.row in self.rows and one.column in self.columns)
        spans = self._spans()
        drawn = [self._drawn(one, spans.get((one.row, one.column), (1, 1)), palette) for one in kept]
        return laid_out(drawn, len(self.rows), len(self.columns))

    def _drawn(self, one: ExcelCell, span: tuple[int, int], palette: Palette) -> SpannedCell:
        place = Place(self.table, one.row, one.column, sheet=self.sheet.title)
        filled = cell(shown(one), place, palette.fill(one))
        return SpannedCell(filled, self.rows[one.row], self.columns[one.column], *span)

    def _spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How far each merged cell reaches, across and down, over the columns and rows that are kept."""
        columns, rows = list(self.columns), list(self.rows)
        return {
            (merged.min_row, merged.min_col): (
                _between(merged.min_col, merged.max_col, columns),
                _between(merged.min_row, merged.max_row, rows),
            )
            for merged in self.sheet.merged_cells.ranges
        }


def _cells(sheet: Worksheet) -> Iterator[ExcelCell]:
    """The cells the file mentions. `iter_rows` would make up all the others, billions in a sheet with one
    far cell.
    """
    return (one for _, one in sorted(sheet._cells.items()) if isinstance(one, ExcelCell))


def _between(first: int, last: int, numbers: Sequence[int]) -> int:
    """How many of these numbers, the lowest first, lie from the first to the last."""
    return bisect_right(numbers, last) - bisect_left(numbers, first)


def _positions(numbers: Iterable[int]) -> dict[int, int]:
    return {number: at for at, number in enumerate(sorted(set(numbers)))}
