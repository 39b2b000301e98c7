"""Guessing which column is which, from its heading first and from its cells where the heading says little."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from towpath.documents.plan.columns import Guess, Mapping, PlanColumn
from towpath.documents.plan.contents import LOOKS, evidence
from towpath.documents.plan.headings import weight
from towpath.documents.table import Cell, Table

CONTENT_ALONE = 0.5  # the most that cells can say for a column whose heading is silent
CONTENT_BESIDE = 0.2  # the most that they take away where the heading speaks
LEAST = 0.3  # below this we keep the column as an extra and let a person say

# A plan has one column of each of these; of two candidates the surer wins and the other is kept as an extra.
SINGLE = frozenset(PlanColumn) - {
    PlanColumn.EXTRA,
    PlanColumn.IGNORED,
    PlanColumn.LEAD,
    PlanColumn.PROGRESS,
    PlanColumn.INDICATORS,
}


@dataclass(frozen=True)
class _Candidate:
    position: int
    guess: Guess


def guess_columns(table: Table) -> Mapping:
    """What each column of a table most likely holds, each with its reason and how sure we are."""
    candidates = sorted(_candidates(table), key=lambda candidate: (-candidate.guess.confidence, candidate.position))
    chosen: dict[int, Guess] = {}
    taken: set[PlanColumn] = set()
    for candidate in candidates:
        column = candidate.guess.column
        if candidate.position not in chosen and column not in taken:
            chosen[candidate.position] = candidate.guess
            taken |= {column} & SINGLE
    return Mapping(tuple(chosen.get(place) or _extra(heading) for place, heading in enumerate(table.headings)))


def column_cells(table: Table, position: int) -> tuple[Cell, ...]:
    return tuple(row.cells[position] for row in table.rows)


def _candidates(table: Table) -> Iterator[_Candidate]:
    for position, heading in enumerate(table.headings):
        cells = column_cells(table, position)
        for column in PlanColumn:
            guess = _guess(heading, column, cells)
            if guess.confidence >= LEAST:
                yield _Candidate(position, guess)


def _guess(heading: str, column: PlanColumn, cells: Sequence[Cell]) -> Guess:
    """What the heading says counts for most; cells that look otherwise make us less sure."""
    said = weight(heading, column)
    shown, looks = evidence(column, cells)
    if not said:
        silent = f"The heading does not say, but {looks}."
        return Guess(heading, column, silent, round(shown * CONTENT_ALONE, 2))
    reason = f"The heading “{heading}” says so" + (f", and {looks}." if shown >= CONTENT_ALONE else ".")
    unlike = CONTENT_BESIDE * (1 - shown) if column in LOOKS else 0.0
    return Guess(heading, column, reason, round(said * (1 - unlike), 2))


def _extra(heading: str) -> Guess:
    return Guess(heading, PlanColumn.EXTRA, "Nothing says what it holds, so it is kept as it is.", 0.0)
