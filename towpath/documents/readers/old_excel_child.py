"""Opens an .xls file in a process of its own, with little memory and time: `python -m … < file > sheets.json`.

The library that reads these files believes the sizes they state, and a damaged one may state billions of cells: that
must end this process and not the one that serves people. The exit code says why nothing was read.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from towpath.documents.limits import MAX_CELLS
from towpath.documents.readers.excel_values import written

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 15
ENCRYPTED, TOO_LARGE, DAMAGED = 3, 4, 5


def main() -> int:
    """Read a workbook from standard input and write its visible sheets to standard output."""
    _limit_itself()
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        sheets = list(_visible(workbook))
    except PasswordError:
        return ENCRYPTED
    except CalamineError:
        return DAMAGED
    if sum(sheet.height * sheet.width for sheet in sheets) > MAX_CELLS:
        return TOO_LARGE
    json.dump([_told(sheet) for sheet in sheets], sys.stdout)
    return 0


def _limit_itself() -> None:
    """Windows has no such limits; there the caller's time limit is the only one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _visible(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in workbook.sheets_metadata:
        if sheet.visible is SheetVisibleEnum.Visible:
            yield workbook.get_sheet_by_name(sheet.name)


def _told(sheet: CalamineSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "start": sheet.start or (0, 0),
        "rows": [[written(value) for value in row] for row in sheet.to_python(skip_empty_area=True)],
        "merged": sheet.merged_cell_ranges or [],
    }


if __name__ == "__main__":
    sys.exit(main())
