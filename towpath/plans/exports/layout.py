"""The layout in which a plan arrived: its headings in order, and what each column held."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from towpath.documents.plan.columns import Column, Mapping
from towpath.plans.models import Plan

# The columns that can go out again: those ignored on reading were left behind.
GOING_OUT = frozenset(Column) - {Column.IGNORED}
# For plans that came without a table, such as those read from another program.
USUAL = (
    ("Recommendation", Column.RECOMMENDATION),
    ("Action", Column.ACTION),
    ("Lead", Column.LEAD),
    ("Timescale", Column.TIMELINE),
    ("Outcome", Column.OUTCOME),
    ("Rating", Column.RATING),
    ("Progress", Column.PROGRESS),
)


@dataclass(frozen=True)
class Place:
    """One column of the table."""

    heading: str
    column: Column


@dataclass(frozen=True)
class Layout:
    """The columns that go out, left to right. Those left behind on reading cannot, and are named apart."""

    places: tuple[Place, ...]
    left_behind: tuple[str, ...] = ()

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """The layout kept with a plan, or the usual one."""
        kept = plan.layout.get("columns") and Mapping.from_json(plan.layout)
        if not kept:
            return cls(tuple(Place(heading, column) for heading, column in USUAL))
        ignored = tuple(guess.heading for guess in kept.guesses if guess.column is Column.IGNORED)
        arrived = [Place(guess.heading, guess.column) for guess in kept.guesses if guess.column in GOING_OUT]
        return cls((*arrived, *_added(plan, arrived)), ignored)

    def has(self, column: Column) -> bool:
        return any(place.column is column for place in self.places)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(place.heading for place in self.places)


def _added(plan: Plan, arrived: list[Place]) -> Iterator[Place]:
    """A plan that came without a place for progress gets one once there is some, as it must go out too."""
    has_place = any(place.column in (Column.PROGRESS, Column.RATING) for place in arrived)
    if not has_place and plan.actions.current().exclude(updated_at=None).exists():
        yield Place("Progress and rating", Column.PROGRESS)
