"""The practice file read: every row a practice, or named with what is wrong in it."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from towpath.documents.practices.dialects import STATUSES
from towpath.documents.practices.opening import opened
from towpath.documents.practices.practice import Dialect, PracticeFile
from towpath.documents.practices.rows import COLUMNS, WIDTH, Lines
from towpath.documents.rows import RowNote, SheetRows, read_sheet
from towpath.documents.table import UnreadableFile

_NO_ROWS = "The practice file holds no practices: download epraccur again and send it as it came."
_NOT_DIGITS = (0, 10, 12)  # code, opening date and status, which hold no digit in a row of headings
_STATUS = 12


def read_practices(content: bytes) -> PracticeFile:
    """The file has no header; a first row that is clearly one is left out."""
    text, encoding = opened(content)
    lines, sheet, left_out = Lines(), *_sheet(text)
    rows, errors = read_sheet(sheet, COLUMNS, lines.check, width=WIDTH)
    practices = tuple(map(lines.practice, rows))
    if not practices and not errors:
        raise UnreadableFile(_NO_ROWS)
    digest = hashlib.sha256(content).hexdigest()
    dialect = lines.dialect or Dialect.NEW  # none was told where every row is wrong
    return PracticeFile(dialect, encoding, practices, digest, tuple(_doubts(lines.unknown)), errors, left_out)


def practice_sheets(content: bytes) -> list[SheetRows]:
    """The file's one table, as it stands."""
    return [SheetRows(tuple(_numbered(opened(content)[0])))]


def _sheet(text: str) -> tuple[SheetRows, tuple[RowNote, ...]]:
    """The rows that hold anything, and the row of headings that is none."""
    filled = [(row, cells) for row, cells in _numbered(text) if any(cells)]
    if filled and filled[0][0] == 1 and _is_header(filled[0][1]):
        return SheetRows(tuple(filled[1:])), (RowNote("", 1, 0, "", "It is a row of headings."),)
    return SheetRows(tuple(filled)), ()


def _numbered(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each record with the line of the file it begins on."""
    reader = csv.reader(StringIO(text, newline=""))
    start = 1
    try:
        for cells in reader:
            yield start, tuple(cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"Row {start} opens a quotation that never ends: send the file as it came.") from error


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names its columns: words where a practice has a code, a date and a status."""
    if len(cells) <= _STATUS or cells[_STATUS].strip().upper() in STATUSES:
        return False
    named = [cells[at].strip() for at in _NOT_DIGITS]
    return all(named) and not any(sign.isdigit() for words in named for sign in words)


def _doubts(unknown: Counter[str]) -> Iterator[str]:
    for setting, count in sorted(unknown.items()):
        rows = "1 row" if count == 1 else f"{count:,} rows"
        yield f"The meaning of the prescribing setting {setting} is not known: {rows} came in without a setting."
