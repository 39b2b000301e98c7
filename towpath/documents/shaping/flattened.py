"""Tables that lost their ruling: every cell a paragraph of its own, as when a table is pasted as plain
text.

Such a table is raised again only where it leaves no doubt: each record ends in a date, the shortest record
shows how many columns there are, and a column of recurring answers (such as Yes, No, N/A) shows where the
longer cells part.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from towpath.documents.grid import Block, Grid, Paragraph
from towpath.documents.table import Cell, Place
from towpath.documents.wording import cell

_DATE = re.compile(r"\d{1,2}[/.-]{1,2}\d{1,2}[/.-]{1,2}(?:\d{2}|\d{4})")
_DATE_HEADING = re.compile(r"\bdate\b", re.IGNORECASE)
_FEWEST_RECORDS = 3
_FEWEST_COLUMNS = 3
_LONGEST_RECORD = 15
_LONGEST_HEADING = 60


def raised(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every flattened table as a grid in place of its paragraphs."""
    tables = sum(isinstance(block, Grid) for block in blocks)
    result: list[Block] = []
    for is_prose, run in groupby(blocks, key=lambda block: isinstance(block, Paragraph)):
        paragraphs = list(run)
        table = _raised_in([p for p in paragraphs if isinstance(p, Paragraph)], tables + 1) if is_prose else None
        tables += table is not None
        result += table or paragraphs
    return tuple(result)


def _raised_in(paragraphs: Sequence[Paragraph], table: int) -> list[Block] | None:
    """The run of paragraphs with its flattened table raised; None where it holds none."""
    lines = [paragraph.text for paragraph in paragraphs]
    ends = _record_ends(lines)
    if len(ends) < _FEWEST_RECORDS:
        return None
    records = [lines[start + 1 : end + 1] for start, end in pairwise(ends)]
    width = min(map(len, records))
    headed = next((at for at in range(ends[0] - 1, -1, -1) if _is_date_heading(lines[at])), None)
    if width < _FEWEST_COLUMNS or headed is None or headed + 1 < width:
        return None
    rows = _rows([lines[headed + 1 : ends[0] + 1], *records], width)
    if rows is None:
        return None
    first = headed + 1 - width
    header = [[line] for line in lines[first : headed + 1]]
    return [
        *paragraphs[:first],
        _grid([header, *rows], table, paragraphs[first].page),
        *paragraphs[ends[-1] + 1 :],
    ]


def _record_ends(lines: Sequence[str]) -> list[int]:
    """Where the lines that are nothing but a date stand, up to the first gap too long for a record."""
    dates = [at for at, line in enumerate(lines) if _DATE.fullmatch(line)]
    for at, (before, after) in enumerate(pairwise(dates), start=1):
        if after - before > _LONGEST_RECORD:
            return dates[:at]
    return dates


def _is_date_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and bool(_DATE_HEADING.search(line))


def _rows(records: Sequence[Sequence[str]], width: int) -> list[list[list[str]]] | None:
    """Each record's lines parted into its columns; None where one record leaves a doubt."""
    answers = {line for line, times in Counter(line for record in records for line in record[:-1]).items() if times > 1}
    rows = [_parted(record, width, answers) for record in records]
    whole = [row for row in rows if row is not None]
    return whole if len(whole) == len(rows) else None


def _parted(record: Sequence[str], width: int, answers: set[str]) -> list[list[str]] | None:
    """The one recurring answer stands in the second column: the lines before it are the first, those after
    the third.
    """
    if len(record) == width:
        return [[line] for line in record]
    found = [at for at, line in enumerate(record[:-1]) if line in answers and at > 0]
    if len(found) != 1 or width != _FEWEST_COLUMNS + 1 or found[0] > len(record) - 3:
        return None
    return [list(record[: found[0]]), [record[found[0]]], list(record[found[0] + 1 : -1]), [record[-1]]]


def _grid(rows: Sequence[Sequence[Sequence[str]]], table: int, page: int | None) -> Grid:
    def placed(row: int, column: int, lines: Sequence[str]) -> Cell:
        return cell(lines, Place(table, row, column, page))

    return Grid(
        tuple(
            tuple(placed(row, column, lines) for column, lines in enumerate(cells, start=1))
            for row, cells in enumerate(rows, start=1)
        ),
        page=page,
    )
