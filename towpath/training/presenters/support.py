"""An advocate educator's quarter: hours by kind of support and by who gave it, whose parts add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from towpath.training.models import SupportKind
from towpath.training.models.support import NOBODY

KINDS = tuple(SupportKind)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class SupportSum:
    """How many pieces of support of one kind somebody gave, and how many hours they took; None for nobody named."""

    post: int | None
    kind: SupportKind
    pieces: int
    hours: Decimal


@dataclass(frozen=True)
class SupportFigure:
    """Hours and pieces of one place in the table."""

    hours: Decimal = NOTHING
    pieces: int = 0

    def __add__(self, other: "SupportFigure") -> "SupportFigure":
        return SupportFigure(self.hours + other.hours, self.pieces + other.pieces)


@dataclass(frozen=True)
class SupportByPerson:
    """One person's row: a figure for each kind, and their sum."""

    post: int | None
    name: str
    note: str
    figures: tuple[SupportFigure, ...]

    @property
    def total(self) -> SupportFigure:
        return sum(self.figures, SupportFigure())


@dataclass(frozen=True)
class SupportTable:
    """The whole table. Each total is made of the parts above or beside it and of nothing else."""

    lines: tuple[SupportByPerson, ...]

    @property
    def by_kind(self) -> tuple[SupportFigure, ...]:
        return tuple(sum((line.figures[at] for line in self.lines), SupportFigure()) for at in range(len(KINDS)))

    @property
    def total(self) -> SupportFigure:
        return sum(self.by_kind, SupportFigure())


def support_table(sums: Iterable[SupportSum], named: dict[int, tuple[str, str]]) -> SupportTable:
    """The table of these sums. `named` gives each post's name and what it is; posts come by name, nobody last."""
    found: dict[int | None, dict[SupportKind, SupportFigure]] = {}
    for one in sums:
        figures = found.setdefault(one.post, {})
        figures[one.kind] = figures.get(one.kind, SupportFigure()) + SupportFigure(one.hours, one.pieces)
    lines = [_line(post, figures, named) for post, figures in found.items()]
    return SupportTable(tuple(sorted(lines, key=lambda line: (line.post is None, line.name, line.post or 0))))


def _line(
    post: int | None, figures: dict[SupportKind, SupportFigure], named: dict[int, tuple[str, str]]
) -> SupportByPerson:
    name, note = named.get(post, (NOBODY, "")) if post else (NOBODY, "")
    return SupportByPerson(post, name, note, tuple(figures.get(kind, SupportFigure()) for kind in KINDS))
