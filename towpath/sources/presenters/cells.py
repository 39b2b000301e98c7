"""The cells of the document that a value was read from, to be shown beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from towpath.documents.plan import Mapping, PlanColumn
from towpath.documents.table import Cell, Place, Table


@dataclass(frozen=True)
class SourceCell:
    """One cell as the document has it: its words, line by line, and its colour by name."""

    heading: str
    lines: tuple[str, ...]
    colour: str


class Cells:
    """Every cell of a table by the places it was joined from."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._mapping = mapping
        self._at: dict[Place, tuple[int, Cell]] = {
            place: (position, cell)
            for row in table.rows
            for position, cell in enumerate(row.cells)
            for place in cell.places
        }

    def read_as(self, places: Iterable[Place], *columns: PlanColumn) -> tuple[SourceCell, ...]:
        """The cells at these places that stand in columns read as one of these; blank ones are left out."""
        found = dict.fromkeys(self._at[place] for place in places if place in self._at)
        return tuple(
            _source_cell(self._mapping.guesses[position].heading, cell)
            for position, cell in found
            if self._mapping.columns[position] in columns and (cell.fill or not cell.is_blank)
        )

    def headed(self, places: Iterable[Place], heading: str) -> tuple[SourceCell, ...]:
        """The cells at these places under one heading that is kept as it is."""
        return tuple(cell for cell in self.read_as(places, PlanColumn.EXTRA) if cell.heading == heading)


def where(places: Iterable[Place]) -> str:
    """Where a row stands, as a person would look for it: sheet, page, table and row."""
    place = min(places, key=lambda place: (place.page or 0, place.table, place.row), default=None)
    if place is None:
        return ""
    return str(place).rsplit(", column", 1)[0]


def _source_cell(heading: str, cell: Cell) -> SourceCell:
    lines = tuple(line for line in (cell.items or cell.text.splitlines()) if line.strip())
    return SourceCell(heading, lines, cell.fill.name if cell.fill else "")
