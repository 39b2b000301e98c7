"""Rows of plain text made into a grid, for every format whose cells are only words."""

from collections.abc import Sequence

from towpath.documents.grid import Grid
from towpath.documents.limits import CellCount
from towpath.documents.readers.markup import plain
from towpath.documents.table import Place
from towpath.documents.wording import cell


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
