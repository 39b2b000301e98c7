"""Cells that span columns or rows, laid out on a plain grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from towpath.documents.grid import Grid
from towpath.documents.table import Cell, Place


@dataclass(frozen=True)
class SpannedCell:
    """A cell as drawn: where its top left corner stands, counted from 0, and how far it reaches."""

    cell: Cell
    row: int
    column: int
    across: int = 1
    down: int = 1


def laid_out(drawn: Sequence[SpannedCell], rows: int, width: int, page: int | None = None) -> Grid:
    """The grid of the drawn cells. A cell drawn over several rows says the same in each; one drawn over
    several columns speaks for the first, so that no word is counted twice across a row.
    """
    slots: list[list[Cell]] = [[Cell()] * width for _ in range(rows)]
    for one in drawn:
        for row, column, cell in _slots(one):
            if row < rows and column < width:
                slots[row][column] = cell
    banners = frozenset(one.row for one in drawn if one.across >= width > 1 and one.down == 1)
    return Grid(tuple(map(tuple, slots)), banners, page)


def _slots(drawn: SpannedCell) -> Iterator[tuple[int, int, Cell]]:
    for down in range(drawn.down):
        for across in range(drawn.across):
            yield drawn.row + down, drawn.column + across, _slot(drawn.cell, down, across)


def _slot(cell: Cell, down: int, across: int) -> Cell:
    if down == across == 0:
        return cell
    places = tuple(_moved(place, down, across) for place in cell.places[:1])
    if across:
        return Cell(fill=cell.fill, places=places)
    return replace(cell, places=places, is_merged=True)


def _moved(place: Place, down: int, across: int) -> Place:
    return replace(place, row=place.row + down, column=place.column + across)
