"""A plan as it will be saved, beside the cells it was read from, with every doubt at its value: as values."""

from collections.abc import Iterator
from dataclasses import dataclass

from towpath.documents.plan import LeftOut
from towpath.foundation.ratings import Rating
from towpath.sources.presenters.cells import SourceCell


@dataclass(frozen=True)
class DoubtMark:
    """A doubt at its value; `number` is that of the question which asks about it."""

    number: int
    sentence: str


@dataclass(frozen=True)
class Value:
    """One row: what will be saved under a label, and the cells it was read from."""

    label: str
    items: tuple[str, ...]
    cells: tuple[SourceCell, ...]
    marks: tuple[DoubtMark, ...]
    meaning: str = ""
    rating: Rating | None = None

    @property
    def is_shown(self) -> bool:
        is_rated = self.rating is not None and self.rating.is_stated
        return bool(self.items or self.cells or self.marks or is_rated)


@dataclass(frozen=True)
class PreviewEntry:
    """A recommendation's own values, or an action's."""

    position: int
    number: str
    text: str
    where: str
    values: tuple[Value, ...]

    @property
    def marks(self) -> Iterator[DoubtMark]:
        return (mark for value in self.values for mark in value.marks)


@dataclass(frozen=True)
class PreviewSection:
    """A recommendation with its actions, in one part of the plan."""

    own: PreviewEntry
    theme: str
    actions: tuple[PreviewEntry, ...]
    part: int

    @property
    def doubts(self) -> int:
        return sum(len(tuple(entry.marks)) for entry in (self.own, *self.actions))


@dataclass(frozen=True)
class PlanPreview:
    """The whole plan as it will be saved; one too long for a page is shown in parts. `rows` are those of the tables of
    the document, `left_out` those that are not read.
    """

    sections: tuple[PreviewSection, ...]
    needing_base: int
    rows: int
    rows_read: int
    left_out: tuple[LeftOut, ...]

    @property
    def actions(self) -> int:
        return sum(len(section.actions) for section in self.sections)

    @property
    def doubts(self) -> int:
        return sum(section.doubts for section in self.sections)

    @property
    def parts(self) -> int:
        return self.sections[-1].part if self.sections else 1

    def part(self, number: int) -> tuple[PreviewSection, ...]:
        """The sections of one part: whole recommendations."""
        return tuple(section for section in self.sections if section.part == number)
