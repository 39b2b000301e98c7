"""The sheets of a file of rows, each row under its own number."""

from towpath.documents.grid import Grid
from towpath.documents.kinds import DocumentKind
from towpath.documents.readers.document import contents_of, kind_sent
from towpath.documents.rows.sheets import SheetRows
from towpath.documents.table import UnreadableFile

KINDS = "A file of rows is an Excel workbook (.xlsx or .xls) or a .csv file: save it as one of these and try again."
_EXCEL = (DocumentKind.EXCEL, DocumentKind.OLD_EXCEL)


def read_sheets(content: bytes, name: str = "") -> list[SheetRows]:
    """Every sheet a person can see, or the one table of a text."""
    kind = kind_sent(content, name)
    if kind not in (*_EXCEL, DocumentKind.CSV, DocumentKind.TEXT):
        raise UnreadableFile(KINDS)
    contents = contents_of(kind if kind in _EXCEL else DocumentKind.CSV, content)
    return [_sheet(block) for block in contents.blocks if isinstance(block, Grid)]


def _sheet(grid: Grid) -> SheetRows:
    """A merged cell stands in the first of its rows, so a row's number is the highest that its cells say."""
    numbers = (max((cell.places[0].row for cell in row if cell.places), default=0) for row in grid.rows)
    rows = tuple((number, tuple(cell.text for cell in row)) for number, row in zip(numbers, grid.rows, strict=True))
    across = zip(*grid.rows, strict=True)
    columns = tuple(next((cell.places[0].column for cell in column if cell.places), 0) for column in across)
    sheets = [cell.places[0].sheet for row in grid.rows for cell in row if cell.places]
    return SheetRows(rows, columns, sheets[0] if sheets else "")
