"""The list behind a figure: as many rows, or a sum of them, as the figure says. It gives columns, never a row.

Numbers of a row leave through `released`, as the figure does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from towpath.facts.counting import Tally
from towpath.facts.kinds import CellValue, Fact, FactColumn, Flow
from towpath.foundation.figures import Audience, Figure, Number, released
from towpath.ui.paging import Page, page_by_key

AT_ONCE = 1_000


@dataclass(frozen=True)
class Window:
    """Some places and the days looked at, both counted; without a first day from the beginning."""

    places: frozenset[int]
    last: date
    first: date | None = None

    def q(self, place: str, day: str) -> Q:
        """Rows of these places whose day lies in the window."""
        inside = Q(**{f"{place}__in": self.places, f"{day}__lte": self.last})
        return inside & Q(**{f"{day}__gte": self.first}) if self.first else inside


@dataclass(frozen=True)
class FactLine:
    """A row of the list: its cells, the value that its page's address takes, and the place it is of."""

    cells: tuple[CellValue, ...]
    page_of: int | str
    place: int


class FactList:
    """The rows of a fact that lie in some windows of a count's places, or of a stock those true on its day."""

    def __init__(self, fact: Fact, tally: Tally, windows: Sequence[Window], audience: Audience) -> None:
        self.fact, self.tally, self.windows, self.audience = fact, tally, tuple(windows), audience

    @cached_property
    def _totals(self) -> dict[str, Any]:
        adds = self.fact.adds or "pk"
        return self._rows.aggregate(rows=Count("pk"), sum=Sum(adds))

    def __len__(self) -> int:
        return int(self._totals["rows"])

    @property
    def number(self) -> Number:
        """The figure that the rows make: how many they are, or their sum."""
        return Fraction(self._totals["sum"] or 0) if self.fact.adds else len(self)

    def page(self, after: str, size: int) -> Page[FactLine]:
        """So many lines from a place in the list on, as `page_by_key` takes it."""
        page = page_by_key(self._fetched, after=after, size=size, order=self.fact.order)
        return Page([self._line(row) for row in page.rows], page.next, page.previous)

    def __iter__(self) -> Iterator[FactLine]:
        """Every line, fetched a thousand at a time."""
        rows = self._fetched.order_by(*self.fact.order, "pk")
        return (self._line(row) for row in rows.iterator(chunk_size=AT_ONCE))

    def by_place(self) -> Iterator[tuple[int, Window]]:
        """Each place and each window it is looked at in."""
        counted = set(self.tally.counted_keys)
        return ((place, window) for window in self.windows for place in sorted(window.places & counted))

    def within(self, place: str, day: str) -> Q:
        """Rows of counted places that lie in any of the windows."""
        inside = Q(pk__in=[])
        for window in self.windows:
            inside |= window.q(place, day)
        return inside & Q(**{f"{place}__in": self.tally.counted_keys})

    @property
    def _rows(self) -> QuerySet[Any]:
        fact = self.fact
        if fact.list_rows:
            return fact.list_rows(self)
        if fact.of is None:
            raise TypeError(f"{fact.key} does not say which rows make it.")
        place, rows = fact.of.places[self.tally.kind], fact.of.of(self.tally).filter(fact.condition(self.tally))
        if isinstance(fact, Flow):
            return rows.filter(self.within(place, fact.of.day))
        return rows.filter(**{f"{place}__in": self.tally.counted_keys, f"{fact.of.day}__lte": self.tally.day})

    @property
    def _fetched(self) -> QuerySet[Any]:
        """The rows with all that their columns show."""
        return self._rows.select_related(*self.fact.related).prefetch_related(*self.fact.prefetched)

    def _line(self, row: Any) -> FactLine:
        fact = self.fact
        cells = tuple(self._cell(column, row) for column in fact.columns)
        return FactLine(cells, attrgetter(fact.page_of)(row), attrgetter(fact.place)(row))

    def _cell(self, column: FactColumn, row: Any) -> CellValue:
        value: Any = column.of(row)
        if not column.number:
            return value  # type: ignore[no-any-return]
        figure = value if isinstance(value, Figure) else Figure(Fraction(value))
        people = int(figure.number) if figure.number and self.fact.tells_of_people else None
        return released([replace(figure, people=people)], self.audience)[0].cell
