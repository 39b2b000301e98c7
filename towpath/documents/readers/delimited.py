"""Separated values: commas, semicolons, tabs or pipes, whichever makes the rows come out alike."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from towpath.documents.grid import Contents, Grid, paragraph_of
from towpath.documents.limits import CellCount, check_text
from towpath.documents.table import Place
from towpath.documents.wording import cell

# Only tags that word processors and web editors leave in cells: "<5" and "<name>" are words, not mark-up.
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>|&(?:\w+|#\w+);",
    re.IGNORECASE,
)

_SEPARATORS = (",", ";", "\t", "|")
_FEWEST_ROWS_TO_BE_SURE = 3


def read_delimited(text: str) -> Contents:
    """A file named .csv, whichever separator its maker's settings chose."""
    check_text(text)
    return contents_of(max((_rows(text, sign) for sign in _SEPARATORS), key=_evenness))


def contents_of(rows: Sequence[Sequence[str]]) -> Contents:
    """One table of the rows; lone words in a file of one column are prose."""
    if max(map(len, rows), default=0) < 2:
        lines = (row[0] for row in rows if row and row[0].strip())
        return Contents("csv", tuple(map(paragraph_of, lines)), shows_breaks=False)
    return Contents("csv", (grid_of(rows, 1, CellCount()),), shows_breaks=False)


def strict_rows(text: str) -> list[list[str]] | None:
    """Rows of a text that is separated values beyond doubt, whatever its name: three columns in every line.

    Tabs count here only where cells are quoted, as a spreadsheet does to keep lines broken inside a cell.
    """
    signs = (",", ";", "\t") if '\t"' in text or '\n"' in text else (",", ";")
    for sign in signs:
        rows = [row for row in _rows(text, sign) if row]
        widths = {len(row) for row in rows}
        if len(rows) >= _FEWEST_ROWS_TO_BE_SURE and len(widths) == 1 and widths.pop() > 2:
            return rows
    return None


def tabbed_rows(lines: Sequence[str]) -> list[list[str]]:
    """Cells of tabbed lines; quotes are read as in a spreadsheet's export only where that leaves the rows
    even.
    """
    plain = [line.split("\t") for line in lines]
    if not any(cell.startswith('"') for row in plain for cell in row):
        return plain
    return max(plain, _rows("\n".join(lines), "\t"), key=_evenness)


def _rows(text: str, separator: str) -> list[list[str]]:
    """The rows under one separator; none where a quote that is never closed makes a cell without end."""
    try:
        return list(csv.reader(StringIO(text), delimiter=separator))
    except csv.Error:
        return []


def _evenness(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """How well a separator fits: the share of rows with the usual width, then that width; one column fits
    nothing.
    """
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return (0, 0)
    width, rows_of_width = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return (rows_of_width / widths.total() if width > 1 else 0, width)


def grid_of(rows: Sequence[Sequence[str]], table: int, count: CellCount) -> Grid:
    """A rectangular grid of the rows; short rows are filled up with blank cells on the right."""
    width = max(map(len, rows), default=0)
    count.add(width * len(rows))
    return Grid(
        tuple(
            tuple(cell(plain(row[at]) if at < len(row) else "", Place(table, number, at + 1)) for at in range(width))
            for number, row in enumerate(rows, start=1)
        )
    )


def plain(text: str) -> str:
    """Text of a cell with any HTML in it turned into lines; text without HTML is left as it is.

    The parser takes longer to load than most files to read, so it is where it is needed.
    """
    if not _MARKUP.search(text):
        return text
    from towpath.documents.readers.counted_markup import parsed
    from towpath.documents.readers.markup import seen_text

    return seen_text(parsed(text))
