"""Rows that a page break cut in two, put together again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from towpath.documents.shaping.sections import SectionRow
from towpath.documents.table import Cell, Row
from towpath.documents.wording import runs_on, spliced

_REFERENCE = re.compile(r"[A-Z]{0,4}\s?\d+(?:\.\d+)*[a-z]?[.)]?", re.IGNORECASE)
_NUMBER_HEADING = re.compile(r"(?:no|nos|number|ref|reference|id|item)\b|#", re.IGNORECASE)
# What grows with time and so runs over a page: a new row in a sheet may go on here and be no record of its own.
_GROWING_HEADING = re.compile(r"progress|update|comment|note|narrative|evidence to date", re.IGNORECASE)
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+)?:\s")  # such as "Outcome: ", which opens a part of a cell, not a cell
_ENDED = re.compile(r"[.!?][”’\"')\]]*$")
_MOST_LINES = 200  # that one row runs over: more are no pieces of one row, and each would be copied for each
_LEAST_REFERENCES = 0.8  # of a column's cells, for it to be the one that numbers the rows


def joined_rows(lines: Sequence[SectionRow], header: Sequence[Cell], *, shows_breaks: bool) -> list[Row]:
    """One row for each record of the table; `places` of a joined cell lists every place it came from."""
    numbered = _numbering_column(lines, header)
    rows: list[Row] = []
    pieces = 0
    for line in lines:
        is_full = pieces == _MOST_LINES
        if rows and not is_full and _continues(rows[-1], line, numbered, header if not shows_breaks else ()):
            rows[-1] = replace(rows[-1], cells=tuple(map(joined, rows[-1].cells, line.cells)))
            pieces += 1
        else:
            rows.append(Row(line.cells, line.heading))
            pieces = 1
    return rows


def _continues(above: Row, line: SectionRow, numbered: int | None, unbroken: Sequence[Cell]) -> bool:
    """A line continues the row above it if, just after a break, it adds only to cells that have words
    already and either fills at most half of the columns under no number of its own, or goes on in the
    middle of each sentence.

    `unbroken` is the header of a file that shows no breaks, such as a sheet. There a missing number says little,
    as people leave it out for a second action: each cell itself has to be one that goes on.
    """
    filled = [at for at, cell in enumerate(line.cells) if not cell.is_blank]
    if not filled or any(above.cells[at].is_blank or line.cells[at].is_merged for at in filled):
        return False
    if not line.follows_break and (not unbroken or numbered is None):
        return False
    if all(_runs_on(above.cells[at], line.cells[at]) for at in filled) or _is_cut(above, line, filled):
        return True
    is_keyless = (0 if numbered is None else numbered) not in filled and 0 not in filled
    return is_keyless and 2 * len(filled) <= len(line.cells) and _go_on(above, line, filled, unbroken)


def _is_cut(above: Row, line: SectionRow, filled: Sequence[int]) -> bool:
    """Whether a page cut a row within its cells: one goes on in the middle of a sentence, no sentence above has ended,
    and half of the cells go on so, or one that was whole, such as a date, has no more to say.
    """
    if not line.follows_break or any(_has_ended(above.cells[at]) for at in filled):
        return False
    going_on = [at for at in filled if line.cells[at].items and line.cells[at].items[0][:1].islower()]
    is_whole_elsewhere = len(filled) < sum(not cell.is_blank for cell in above.cells)
    return bool(going_on) and (is_whole_elsewhere or 2 * len(going_on) >= len(filled))


def _has_ended(cell: Cell) -> bool:
    return not cell.items or bool(_ENDED.search(cell.items[-1]))


def _go_on(above: Row, line: SectionRow, filled: Sequence[int], unbroken: Sequence[Cell]) -> bool:
    """Whether each filled cell, in a file that shows no breaks, is the rest of the one above it."""
    return line.follows_break or all(
        _GROWING_HEADING.search(unbroken[at].text)
        or _LABEL.match(line.cells[at].text)
        or _runs_on(above.cells[at], line.cells[at])
        for at in filled
    )


def _numbering_column(lines: Sequence[SectionRow], header: Sequence[Cell]) -> int | None:
    """The first column that holds little but references, such as 1, 2.3 or R4, all different; a single one counts
    only under a heading such as "No.", for it may as well be a sum or a year.
    """
    for at, heading in enumerate(header):
        texts = [line.cells[at].text for line in lines if not line.cells[at].is_blank]
        references = [text for text in texts if _REFERENCE.fullmatch(text)]
        is_enough = len(texts) > 1 or bool(texts and _NUMBER_HEADING.match(heading.text))
        if is_enough and len(references) >= _LEAST_REFERENCES * len(texts) and len(set(texts)) == len(texts):
            return at
    return None


def joined(first: Cell, second: Cell) -> Cell:
    """Two parts of one cell: a sentence cut in the middle is made whole, anything else begins a new line."""
    if second.is_blank:
        return replace(first, fill=first.fill or second.fill)
    if _runs_on(first, second):
        items = (*first.items[:-1], spliced(first.items[-1], second.items[0]), *second.items[1:])
    else:
        items = first.items + second.items
    return replace(
        first,
        text="\n".join(items),
        items=items,
        fill=first.fill or second.fill,
        places=first.places + second.places,
    )


def _runs_on(first: Cell, second: Cell) -> bool:
    return bool(first.items and second.items) and runs_on(first.items[-1], second.items[0])
