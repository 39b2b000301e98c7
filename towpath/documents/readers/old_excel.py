"""Workbooks of Excel 97 to 2003 (.xls): values and merged cells; their colours are not kept."""

from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from towpath.documents.archive import DAMAGED, ENCRYPTED
from towpath.documents.grid import Contents, Grid
from towpath.documents.limits import CellCount
from towpath.documents.readers.excel_values import written
from towpath.documents.readers.spans import Drawn, laid_out
from towpath.documents.table import Place, UnreadableDocument
from towpath.documents.wording import cell


def read_old_excel(content: bytes) -> Contents:
    """A grid for each sheet a person can see."""
    count = CellCount()
    grids = [_grid(sheet, number, count) for number, sheet in enumerate(_sheets(content), start=1)]
    return Contents("excel", tuple(grid for grid in grids if grid.rows), shows_breaks=False)


def _sheets(content: bytes) -> list[CalamineSheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        visible = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible
        ]
        return [workbook.get_sheet_by_name(name) for name in visible]
    except PasswordError as error:
        raise UnreadableDocument(ENCRYPTED) from error
    except BaseException as error:
        # The library is written in Rust: its panics on damaged files are no `Exception`.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise UnreadableDocument(DAMAGED) from error
        raise


def _grid(sheet: CalamineSheet, table: int, count: CellCount) -> Grid:
    count.add(sheet.height * sheet.width)
    top, left = sheet.start or (0, 0)
    drawn = list(_drawn(sheet, table, top, left))
    return laid_out(drawn, sheet.height, sheet.width)


def _drawn(sheet: CalamineSheet, table: int, top: int, left: int) -> Iterator[Drawn]:
    """Cells with their spans, each merged range cut to the part of the sheet that holds anything."""
    ends = dict(sheet.merged_cell_ranges or [])
    for row, values in enumerate(sheet.to_python(skip_empty_area=True)):
        for column, value in enumerate(values):
            here = (row + top, column + left)
            bottom, right = ends.get(here, here)
            down, across = (
                min(bottom - here[0] + 1, sheet.height - row),
                min(right - here[1] + 1, sheet.width - column),
            )
            if value != "" or here in ends:
                place = Place(table, here[0] + 1, here[1] + 1, sheet=sheet.name)
                yield Drawn(cell(written(value), place), row, column, across, down)
