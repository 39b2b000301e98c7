"""A list on its page: the figure it makes in words, and its rows as lines."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from towpath.delivery.facts.rows import Scope
from towpath.delivery.presenters.lists import LISTS, Listed, Value


@dataclass(frozen=True)
class Line:
    """A row of a list as it is shown."""

    cells: tuple[Value, ...]
    href: str


@dataclass(frozen=True)
class Shown:
    """A list on a page: the figure in words, and its rows."""

    what: str
    figure: Decimal | int
    count: int
    kind: Listed

    @property
    def heading(self) -> str:
        """42 practices fully trained."""
        return f"{self.figure:,} {self.kind.one if self.figure == 1 else self.kind.many}"


def shown_list(what: str, scope: Scope) -> Shown:
    """A list's figure, and how many rows make it."""
    kind = LISTS[what]
    count = kind.rows(scope).count()
    return Shown(what, kind.figure(scope) if kind.adds else count, count, kind)


def lines_of(kind: Listed, listed: list[Any], address: Callable[[str, int | str], str]) -> list[Line]:
    """Rows already fetched, each with the page it leads to."""
    return [Line(kind.cells(row), address(kind.leads_to[0], kind.key(row))) for row in listed]
