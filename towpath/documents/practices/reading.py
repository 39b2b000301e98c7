"""The practice file read: every row a practice, or the whole file refused with a sentence that names the row."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from towpath.documents.practices.dialects import STATUSES
from towpath.documents.practices.opening import opened
from towpath.documents.practices.practice import PracticeFile, PracticeRow
from towpath.documents.practices.rows import Lines
from towpath.documents.table import UnreadableFile

_NO_ROWS = "The practice file holds no practices: download epraccur again and send it as it came."
_NOT_DIGITS = (0, 10, 12)  # code, opening date and status, which hold no digit in a row of headings
_STATUS = 12


def read_practice_file(content: bytes, name: str = "") -> PracticeFile:
    """Read the NHS file "epraccur", plain or in the archive it came in, in its old or its new dialect.

    The file has no header; a first row that is clearly one is passed over. `name` is only for the sentences of
    whoever calls: the content alone says what the file is. Raises `UnreadableFile` and nothing else.
    """
    text, encoding = opened(content)
    lines = Lines()
    rows = tuple(_practices(text, lines))
    if not rows or lines.dialect is None:
        raise UnreadableFile(_NO_ROWS)
    digest = hashlib.sha256(content).hexdigest()
    return PracticeFile(lines.dialect, encoding, rows, digest, tuple(_doubts(lines.unknown)))


def _practices(text: str, lines: Lines) -> Iterator[PracticeRow]:
    for row, cells in _numbered(text):
        if not any(cells) or (row == 1 and _is_header(cells)):
            continue
        yield lines.practice(cells, row)


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line of the file it begins on."""
    reader = csv.reader(StringIO(text, newline=""))
    start = 1
    try:
        for cells in reader:
            yield start, cells
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
