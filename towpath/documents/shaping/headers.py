"""Which row of a grid is its header, and what stands above it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from towpath.documents.grid import Grid
from towpath.documents.table import Cell
from towpath.documents.wording import folded

_ROWS_SEARCHED = 15
_LEAST_FILLED = 0.75  # of the cells that the fullest row fills: a header names nearly every column
_LONGEST_HEADING = 100


@dataclass(frozen=True)
class Header:
    """The header's cells, where the rows below it begin, the banner above it and any other prose above it.

    `written` are all rows down to the header as the file has them, which later pages may repeat.
    """

    cells: tuple[Cell, ...]
    end: int
    title: str
    preamble: tuple[str, ...]
    written: tuple[tuple[Cell, ...], ...]

    def is_repeated_by(self, row: Sequence[Cell]) -> bool:
        return any(same_words(row, written) for written in self.written)


def header_of(grid: Grid) -> Header:
    """The first row near the top that names nearly every column in short words; the first with words if
    none does.
    """
    start = _header_row(grid)
    cells, end = grid.rows[start], start + 1
    while end < len(grid.rows) and any(cell.is_merged for cell in grid.rows[end]) and end - start <= 2:
        if not _hangs_from(grid.rows[end], cells):
            break
        cells, end = _combined(cells, grid.rows[end]), end + 1
    above = [text for row in grid.rows[:start] if (text := " ".join(cell.text for cell in row if not cell.is_blank))]
    has_title = any(_filled(row) == 1 for row in grid.rows[:start])
    title = next((_words(row) for row in grid.rows[:start] if _filled(row) == 1), "") if has_title else ""
    preamble = tuple(text for text in above if text != title)
    return Header(cells, end, title, preamble, tuple(row for row in grid.rows[:end] if _filled(row)))


def is_banner(grid: Grid, number: int) -> bool:
    """Whether one cell with words spans the whole row."""
    return number in grid.banners and not grid.rows[number][0].is_blank


def same_words(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return [folded(cell.text) for cell in one] == [folded(cell.text) for cell in other]


def _header_row(grid: Grid) -> int:
    rows = grid.rows[:_ROWS_SEARCHED]
    found = _first_naming_row(grid, rows)
    while found and any(cell.is_merged for cell in rows[found]) and found - 1 not in grid.banners:
        found -= 1  # the second row of a header hangs from the first
    return found


def _first_naming_row(grid: Grid, rows: Sequence[Sequence[Cell]]) -> int:
    fullest = max(map(_filled, grid.rows), default=0)
    named = (at for at, row in enumerate(rows) if _names_columns(row, fullest) and at not in grid.banners)
    with_words = (at for at, row in enumerate(rows) if _filled(row) and at not in grid.banners)
    return next(named, next(with_words, 0))


def _names_columns(row: Sequence[Cell], fullest: int) -> bool:
    """Whether a row's words are short and nearly as many as in the fullest row; the first column, where headings
    may stand beside the rows, needs no name.
    """
    is_short = all(len(cell.text) <= _LONGEST_HEADING for cell in row)
    named = fullest - 1 if row[0].is_blank else fullest
    return is_short and _filled(row) >= max(2, _LEAST_FILLED * named)


def _hangs_from(lower: Sequence[Cell], upper: Sequence[Cell]) -> bool:
    """Whether a row is the second of a header: some of its cells are merged with the first, the others name
    parts.
    """
    return all(
        folded(below.text) == folded(above.text) if below.is_merged else len(below.text) <= _LONGEST_HEADING
        for below, above in zip(lower, upper, strict=True)
    )


def _combined(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...]:
    """One header of two rows: a name that spans columns is put before the name of each."""
    combined: list[Cell] = []
    spanning = ""
    for above, below in zip(upper, lower, strict=True):
        spanning = spanning if above.is_blank else above.text
        is_part = not below.is_merged and not below.is_blank
        text = f"{spanning} {below.text}".strip() if is_part else above.text
        combined.append(replace(above, text=text, items=tuple(text.splitlines()), places=above.places + below.places))
    return tuple(combined)


def _filled(row: Sequence[Cell]) -> int:
    return sum(not cell.is_blank for cell in row)


def _words(row: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in row if not cell.is_blank)
