"""Files of rows on their way in: columns declared by the room that takes them, every error found at once.

`read_rows` reads an Excel workbook or separated values whose columns have headings, `read_sheet` a sheet whose columns
are known by their places, and `marked_copy` gives the sender their own file back with what is wrong marked in it.
"""

from towpath.documents.rows.cells import CellError
from towpath.documents.rows.columns import FileColumn, Headings
from towpath.documents.rows.marking import marked_copy
from towpath.documents.rows.reading import FileRow, RowNote, RowsRead, read_rows, read_sheet, rows_in
from towpath.documents.rows.sheets import SheetRows, sheets_of

__all__ = [
    "CellError",
    "FileColumn",
    "FileRow",
    "Headings",
    "RowNote",
    "RowsRead",
    "SheetRows",
    "marked_copy",
    "read_rows",
    "read_sheet",
    "rows_in",
    "sheets_of",
]
