"""Facts: what can be counted, as rooms declare it in their `facts.py`. This room imports none of them.

SESSIONS = Rows(lambda tally: Session.objects.all(), day="held_on", places={"site": "site"})
HELD = Flow(
    key="sessions", label="Sessions held", one="session held", many="sessions held", model=Session, of=SESSIONS,
    where=Q(state="held"), work="delivers", columns=(FactColumn("Session", "kind"), FactColumn("Held on", "held_on")),
)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import Model, Q, QuerySet

from towpath.access.sensitivity import what_is_not_plain
from towpath.foundation.figures import Absence, Figure, Number
from towpath.foundation.registry import Registry

if TYPE_CHECKING:
    from towpath.facts.counting import Tally
    from towpath.facts.listing import FactList

CellValue: TypeAlias = str | int | float | date | None
Condition: TypeAlias = "Q | Callable[[Tally], Q]"


class MayNotBeShownError(Exception):
    """A column of a fact would show people, or what is known of them."""


@dataclass(frozen=True)
class FactColumn:
    """A column of the list behind a figure: what stands in it is named (`practice.name`) or made from the row.

    In a column of numbers that is a number, or a `Figure` where there may be none.
    """

    label: str
    value: str | Callable[[Any], CellValue | Figure]
    number: bool = False
    date: bool = False

    @property
    def lookup(self) -> str:
        """The field that stands in it, as a lookup; "" where it is made from the row."""
        if not isinstance(self.value, str):
            return ""
        return self.value.removeprefix("get_").removesuffix("_display").replace(".", "__")

    def of(self, row: Any) -> Any:
        found = attrgetter(self.value)(row) if isinstance(self.value, str) else self.value(row)
        return found() if callable(found) else found


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows with a day at places, which facts count or add up: all facts of the same rows in one question.

    `places` says by which lookup a row leads to a place of each kind. Where a count is asked `since` a quarter, what
    is older may be added up in the one before it, except rows that are `kept_apart`.
    """

    of: Callable[[Tally], QuerySet[Any]]
    day: str
    places: Mapping[str, str]
    kept_apart: Condition | None = None
    facts: list[Fact] = field(default_factory=list, init=False, repr=False)


@dataclass(frozen=True, eq=False, kw_only=True)
class Fact:
    """Something counted at a place.

    - A figure is the number `of` some rows `where` something holds, or with `adds` the sum of a field, or with
      `aggregate` another aggregate; or, `at` places of a kind, what `number` says between two days, both counted, the
      first of which may be missing: from the beginning.
    - Nought is a number where the place did the `work` in these days; elsewhere the place says why there is none.
      `why_none` may say it better, from that word, where the room knows more.
    - The list behind the figure is made of the same rows, or of those that `list_rows` gives, and has `columns`. A row
      leads to a page, whose address takes one value of it. `place` is where a row says its place.
    - A figure that `tells_of_people` is of people who answered something: disclosure control covers it.

    Raises MayNotBeShownError where a column names a field that is not classified as plain.
    """

    key: str
    label: str
    one: str
    many: str
    model: type[Model]
    at: str = ""
    of: Rows | None = None
    where: Condition = field(default_factory=Q)
    adds: str = ""
    aggregate: Any = None
    number: Callable[[Tally, int, date | None, date], Number] | None = None
    work: str = ""
    why_none: Callable[[Tally, int, date, Absence | None], Absence | None] | None = None
    list_rows: Callable[[FactList], QuerySet[Any]] | None = None
    columns: tuple[FactColumn, ...] = ()
    order: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()
    page: str = ""
    page_of: str = "pk"
    place: str = "site_id"
    tells_of_people: bool = False

    def __post_init__(self) -> None:
        if (self.of is None) == (self.number is None):
            raise TypeError(f"{self.key}: a fact is counted of rows, or by what its room says, and never both.")
        for column in self.columns:
            if found := column.lookup and what_is_not_plain(self.model, column.lookup):
                raise MayNotBeShownError(f"{self.key}, {column.label}: {found}.")
        if self.of:
            self.of.facts.append(self)

    def is_counted_at(self, kind: str) -> bool:
        """Whether places of a kind have a figure of it."""
        return kind in self.of.places if self.of else kind == self.at

    @property
    def counts_rows(self) -> bool:
        """Whether its number is how many rows make it, which are then not counted beside it."""
        return not self.adds and self.aggregate is None

    @cached_property
    def numbers_at(self) -> tuple[int, int]:
        """Where, among the numbers of all facts of the same rows, its own stands, and how many rows make it."""
        before = self.of.facts[: self.of.facts.index(self)] if self.of else []
        at = sum(1 if one.counts_rows else 2 for one in before)
        return at, at if self.counts_rows else at + 1

    @property
    def is_owed(self) -> bool:
        """Whether places owe it by their work, which some keep elsewhere. What nobody owes is recorded here of all."""
        return bool(self.work)

    def condition(self, tally: Tally) -> Q:
        """Which of the rows are counted."""
        return self.where(tally) if callable(self.where) else self.where

    def named(self, number: int | float | Fraction | None) -> str:
        """What so many are called: practice signed up, practices signed up."""
        return self.one if number == 1 else self.many


@dataclass(frozen=True, eq=False, kw_only=True)
class Stock(Fact):
    """What is true on a day: of a quarter, on its last day or the day it is seen at."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Flow(Fact):
    """What happened in a window.

    `during` is the flow of events at which it happens: where none took place there is nothing to count, and where
    nobody recorded it of any, it is not reported. `unsettled` counts rows that may have happened and of which nobody
    said: where nothing else is counted, it is not reported.
    """

    during: Flow | None = None
    unsettled: Stock | None = None

    @property
    def is_owed(self) -> bool:
        return bool(self.work) or bool(self.during and self.during.is_owed)


@dataclass(frozen=True)
class Ratio:
    """So many of so many: both counted of the same places on the same day."""

    label: str
    part: Fact
    whole: Fact


FACTS: Registry[str, Fact] = Registry("fact", key=lambda fact: fact.key)  # from the `AppConfig.ready` of its room
