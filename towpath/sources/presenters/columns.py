"""The columns of a document, each with its first values and what it is taken for."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField

from towpath.documents.plan import Guess
from towpath.documents.plan.columns import CERTAIN
from towpath.documents.table import Cell, Table
from towpath.sources.forms.columns import ColumnsForm
from towpath.sources.models import Reading

SHOWN = 3  # values of each column
LONGEST = 90  # characters of a value
LIKELY = 0.6


@dataclass(frozen=True)
class ColumnLine:
    """One column: what the document says, what we take it for and why, and the choice to correct it."""

    heading: str
    values: tuple[str, ...]
    blanks: int
    reason: str
    sureness: str
    field: BoundField

    @property
    def is_doubtful(self) -> bool:
        return self.sureness == "Not sure"


def present_columns(reading: Reading, table: Table, form: ColumnsForm) -> tuple[ColumnLine, ...]:
    """Every column of the table, left to right."""
    return tuple(
        _line(guess, [row.cells[place] for row in table.rows], field)
        for place, (guess, field) in enumerate(zip(reading.mapping.guesses, form.columns, strict=True))
    )


def _line(guess: Guess, cells: list[Cell], field: BoundField) -> ColumnLine:
    filled = [cell for cell in cells if not cell.is_blank or cell.fill]
    return ColumnLine(
        heading=guess.heading,
        values=tuple(dict.fromkeys(_shortened(cell) for cell in filled))[:SHOWN],
        blanks=len(cells) - len(filled),
        reason=guess.reason,
        sureness=_sureness(guess.confidence),
        field=field,
    )


def _shortened(cell: Cell) -> str:
    words = " ".join(cell.text.split()) or f"({cell.fill.name} cell)" if cell.fill else " ".join(cell.text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _sureness(confidence: float) -> str:
    if confidence >= CERTAIN:
        return "Chosen"
    return "Likely" if confidence >= LIKELY else "Not sure"
