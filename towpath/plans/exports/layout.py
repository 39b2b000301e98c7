"""The layout in which a plan arrived: its headings in order, and what each column held."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from towpath.documents.plan.columns import Mapping, PlanColumn
from towpath.plans.models import Plan

# The columns that can go out again: those ignored on reading were left behind.
GOING_OUT = frozenset(PlanColumn) - {PlanColumn.IGNORED}
# For plans that came without a table, such as those read from another program.
USUAL = (
    ("Recommendation", PlanColumn.RECOMMENDATION),
    ("Action", PlanColumn.ACTION),
    ("Lead", PlanColumn.LEAD),
    ("Timescale", PlanColumn.TIMELINE),
    ("Outcome", PlanColumn.OUTCOME),
    ("Rating", PlanColumn.RATING),
    ("Progress", PlanColumn.PROGRESS),
)


@dataclass(frozen=True)
class ExportColumn:
    """One column of the table."""

    heading: str
    column: PlanColumn


@dataclass(frozen=True)
class Layout:
    """The columns that go out, left to right. Those left behind on reading cannot, and are named apart."""

    places: tuple[ExportColumn, ...]
    left_behind: tuple[str, ...] = ()

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """The layout kept with a plan, or the usual one."""
        kept = plan.layout.get("columns") and Mapping.from_json(plan.layout)
        if not kept:
            return cls(tuple(ExportColumn(heading, column) for heading, column in USUAL))
        ignored = tuple(guess.heading for guess in kept.guesses if guess.column is PlanColumn.IGNORED)
        arrived = [ExportColumn(guess.heading, guess.column) for guess in kept.guesses if guess.column in GOING_OUT]
        return cls((*arrived, *_added(plan, arrived)), ignored)

    def has(self, column: PlanColumn) -> bool:
        return any(place.column is column for place in self.places)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(place.heading for place in self.places)


def _added(plan: Plan, arrived: list[ExportColumn]) -> Iterator[ExportColumn]:
    """A plan that came without a place for progress gets one once there is some, as it must go out too."""
    has_place = any(place.column in (PlanColumn.PROGRESS, PlanColumn.RATING) for place in arrived)
    if not has_place and plan.actions.current().exclude(updated_at=None).exists():
        yield ExportColumn("Progress and rating", PlanColumn.PROGRESS)
