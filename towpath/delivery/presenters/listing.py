"""A list on its page: the figure it makes in words, and its rows as lines."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, Sum

from towpath.delivery.facts.rows import Scope
from towpath.delivery.presenters.lists import LISTS, Listed, Value
from towpath.foundation.figures import Audience, Figure, ReleasedFigure, released


@dataclass(frozen=True)
class ListLine:
    """A row of a list as it is shown."""

    cells: tuple[Value, ...]
    href: str


@dataclass(frozen=True)
class FigureList:
    """A list on a page: the figure in words, and its rows."""

    what: str
    figure: ReleasedFigure
    count: int
    kind: Listed

    @property
    def heading(self) -> str:
        """42 practices fully trained."""
        return f"{self.figure.label} {self.kind.one if self.figure.number == 1 else self.kind.many}"


def shown_list(what: str, scope: Scope, audience: Audience) -> FigureList:
    """A list's figure, and how many rows make it."""
    kind = LISTS[what]
    rows = kind.rows(scope)
    counted = rows.aggregate(rows=Count("pk"), sum=Sum(kind.adds or "pk"))
    number = Fraction(counted["sum"] or 0) if kind.adds else counted["rows"]
    return FigureList(what, released([Figure(number)], audience)[0], counted["rows"], kind)


def lines_of(kind: Listed, listed: list[Any], address: Callable[[str, int | str], str]) -> list[ListLine]:
    """Rows already fetched, each with the page it leads to."""
    return [ListLine(kind.cells(row), address(kind.leads_to[0], kind.key(row))) for row in listed]
