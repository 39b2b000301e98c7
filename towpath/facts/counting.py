"""The one count: what is true of places and quarters. Boards, pages, lists, papers, files and programs ask it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from operator import add
from typing import Any, TypeVar

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Substr

from towpath.facts.kinds import Fact, Flow, Ratio, Rows, Stock
from towpath.facts.places import PLACES, CountedPlace
from towpath.foundation.clock import today
from towpath.foundation.figures import Absence, Figure, Number, RatioOfSums, Total, ratio_of_sums, total_of
from towpath.foundation.periods import Quarter, quarters_between, span_of

ByPlace = TypeVar("ByPlace", bound=Mapping[int, Any])
Source = Callable[["Tally"], ByPlace]
Numbers = list[Number]  # of all facts of some rows, each where its `numbers_at` says
NO_QUARTER: Mapping[Quarter, Numbers] = {}


class Tally:
    """What is counted of places of a kind up to a day. Each question is asked once, when a figure first needs it.

    `known_on` is the day on which it is asked, today where none is given: a session planned for a day is missing its
    record from the next day on, whichever past day is looked at. Where only quarters from `since` on are shown, what
    is older is added up in the one before. `known` is what was looked up before, by its source.
    """

    def __init__(
        self, kind: str, keys: Iterable[int], day: date, *, known_on: date | None = None,
        since: Quarter | None = None, known: Mapping[Any, Mapping[int, Any]] | None = None,
    ) -> None:  # fmt: skip
        self.kind, self.keys, self.day, self.since = kind, tuple(keys), day, since
        self.known_on = known_on or today()
        self.quarter = Quarter.containing(day)
        self._known: dict[Any, Any] = dict(known or {})
        self._words: dict[tuple[int, str, date, date], Absence | None] = {}
        self._figures: dict[tuple[Fact, int, Quarter], Figure] = {}

    def fetched(self, source: "Source[ByPlace]") -> ByPlace:
        """What a room knows of each place, by key; asked once, whichever facts need it."""
        if source not in self._known:
            self._known[source] = source(self)
        return self._known[source]  # type: ignore[no-any-return]

    @cached_property
    def places(self) -> Mapping[int, CountedPlace]:
        return self.fetched(PLACES[self.kind])

    @cached_property
    def counted_keys(self) -> list[int]:
        """Places whose rows make figures here: of one that keeps its figures elsewhere no row is counted or listed."""
        return [key for key in self.keys if not self.places[key].is_elsewhere]

    def at(self, place: int) -> "PlaceTally":
        return PlaceTally(self, place)

    def figure(self, fact: Fact, place: int, quarter: Quarter | None = None) -> Figure:
        """What is true of a place and a quarter, which is that of the day where none is named."""
        asked = (fact, place, quarter or self.quarter)
        if asked not in self._figures:
            self._figures[asked] = self._figure(*asked)
        return self._figures[asked]

    def _figure(self, fact: Fact, place: int, quarter: Quarter) -> Figure:
        span, here = span_of(quarter, self.day), self.places[place]
        if here.is_elsewhere and fact.is_owed:
            is_of_a_day = isinstance(fact, Stock)
            return Figure(absence=here.why_elsewhere(span.first, span.last, is_of_a_day=is_of_a_day))
        if isinstance(fact, Flow) and fact.during:
            return self._at_events(fact, fact.during, place, quarter)
        number = self._number(fact, place, quarter)
        if number:
            return Figure(number, people=int(number) if fact.tells_of_people else None)
        return Figure.of(0, self._why_none(fact, place, quarter))

    def since_start(self, fact: Fact, place: int) -> Figure:
        """All up to the day. Where no quarter has a number, the word for all of them."""
        if isinstance(fact, Stock):
            return self.figure(fact, place)
        return total_of(self.figure(fact, place, quarter) for quarter in self.quarters_of(place)).figure

    def before(self, fact: Fact, place: int, quarter: Quarter | None) -> Figure:
        """What there was before a quarter, or up to the day without one; nought is not due, as nothing was owed."""
        if fact.number and not (fact.is_owed and self.places[place].is_elsewhere):
            last = quarter.previous().end if quarter else self.day
            return Figure.of(fact.number(self, place, None, last), Absence.NOT_DUE)
        earlier = [one for one in self.quarters_of(place) if quarter is None or one < quarter]
        total = total_of(self.figure(fact, place, one) for one in earlier)
        return Figure.of(total.number, Absence.NOT_DUE, total.people)

    def quarters_of(self, place: int) -> tuple[Quarter, ...]:
        """Every quarter from the one in which the place began to the day's."""
        return quarters_between(min(self.places[place].began, self.day), self.day)

    def number(self, fact: Fact, place: int, quarter: Quarter | None = None) -> Number:
        """How many there are up to the day, or in one quarter alone, whatever is owed."""
        if fact.number:
            first = quarter.start if quarter else None
            return fact.number(self, place, first, span_of(quarter or self.quarter, self.day).last)
        return self._added_up(fact, place, quarter)[0] if quarter else self._up_to(fact, place, self.quarter)

    def total(self, fact: Fact, quarter: Quarter | None = None) -> Total:
        """A sum over all places, and of how many of them it is made."""
        return total_of(self.figure(fact, place, quarter) for place in self.keys)

    def total_since_start(self, fact: Fact) -> Total:
        return total_of(self.since_start(fact, place) for place in self.keys)

    def ratio(self, ratio: Ratio, places: Iterable[int] | None = None) -> RatioOfSums:
        """So many of so many on the day, summed over the places at which both are known."""
        keys = self.keys if places is None else places
        return ratio_of_sums((self.figure(ratio.part, key), self.figure(ratio.whole, key)) for key in keys)

    def by(self, fact: Fact, *columns: str) -> dict[tuple[str, ...], dict[Quarter, Number]]:
        """A fact of all counted places together, broken down: by the codes of some columns, and by quarter.

        What it looks up serves the figures of the same rows as well, so a paper asks for its tables by kind first.
        """
        if fact.of is None:
            raise TypeError(f"{fact.key} is not counted of rows, and so by no column of theirs.")
        found: dict[tuple[str, ...], dict[Quarter, Number]] = defaultdict(lambda: defaultdict(int))
        whole: dict[int, dict[Quarter, Numbers]] = {}
        number_at, rows_at = fact.numbers_at
        for place, month, *more in self._by_month(fact.of, columns):
            codes, numbers = tuple(more[: len(columns)]), more[len(columns) :]
            quarter = quarter_of_month(month)
            _add(whole.setdefault(place, {}), quarter, numbers)
            if numbers[rows_at]:
                found[codes][quarter] += _exact(numbers[number_at])
        if all(one.aggregate is None for one in fact.of.facts):  # else nobody may be counted twice
            self._known.setdefault(fact.of, whole)
        return found

    def _at_events(self, fact: Flow, during: Flow, place: int, quarter: Quarter) -> Figure:
        """A number at events: recorded at none of them is not reported; recorded on purpose, nought is a number."""
        events = self.figure(during, place, quarter)
        if not events.number:
            return Figure(absence=events.absence or Absence.NOT_APPLICABLE)
        number, rows = self._added_up(fact, place, quarter)
        if not rows:
            return Figure(absence=Absence.NOT_REPORTED)
        return Figure(number, people=int(number) if fact.tells_of_people else None)

    def _number(self, fact: Fact, place: int, quarter: Quarter) -> Number:
        if fact.number:
            span = span_of(quarter, self.day)
            return fact.number(self, place, span.first, span.last)
        if isinstance(fact, Stock):
            return self._up_to(fact, place, quarter)
        return self._added_up(fact, place, quarter)[0]

    def _why_none(self, fact: Fact, place: int, quarter: Quarter) -> Absence | None:
        """Why nought is no number, if it is not."""
        why = self.why_nothing(fact.work, place, quarter) if fact.work else None
        if fact.why_none:
            return fact.why_none(self, place, span_of(quarter, self.day).last, why)
        if why is None and isinstance(fact, Flow) and fact.unsettled:
            return Absence.NOT_REPORTED if self._added_up(fact.unsettled, place, quarter)[0] else None
        return why

    def why_nothing(self, work: str, place: int, quarter: Quarter | None = None) -> Absence | None:
        """Why nothing counted in a quarter is no number; None where the work was done then and nought is real."""
        span = span_of(quarter or self.quarter, self.day)
        asked = (place, work, span.first, span.last)
        if asked not in self._words:
            self._words[asked] = self.places[place].why_nothing(work, span.first, span.last)
        return self._words[asked]

    def _added_up(self, fact: Fact, place: int, quarter: Quarter) -> tuple[Number, Number]:
        """A fact's number in a quarter, and how many rows make it."""
        numbers = self._tally(fact).get(place, NO_QUARTER).get(quarter)
        number_at, rows_at = fact.numbers_at
        return (numbers[number_at], numbers[rows_at]) if numbers else (0, 0)

    def _up_to(self, fact: Fact, place: int, quarter: Quarter) -> Number:
        found = self._tally(fact).get(place, NO_QUARTER)
        number_at, _ = fact.numbers_at
        return sum(numbers[number_at] for one, numbers in found.items() if one <= quarter)

    def _tally(self, fact: Fact) -> Mapping[int, Mapping[Quarter, Numbers]]:
        """By place and quarter, the numbers of all facts of the same rows."""
        if fact.of is None:
            raise TypeError(f"{fact.key} is not counted of rows.")
        if fact.of not in self._known:
            self._known[fact.of] = self._tallied(fact.of)
        return self._known[fact.of]  # type: ignore[no-any-return]

    def _tallied(self, rows: Rows) -> dict[int, dict[Quarter, Numbers]]:
        found: dict[int, dict[Quarter, Numbers]] = {}
        for place, month, *numbers in self._by_month(rows):
            _add(found.setdefault(place, {}), quarter_of_month(month), numbers)
        return found

    def _by_month(self, rows: Rows, columns: Sequence[str] = ()) -> QuerySet[Any]:
        """By place, month and any further columns, the number of each fact and, where it differs, how many rows."""
        listed = self._of_places(rows).order_by().annotate(month=self._month(rows))
        grouped = listed.values_list(rows.places[self.kind], "month", *columns)
        numbers = {}
        for nth, fact in enumerate(rows.facts):
            condition = fact.condition(self)
            numbers[f"number_{nth}"] = _sum_of(fact, condition or None)
            if not fact.counts_rows:
                numbers[f"rows_{nth}"] = Count("pk", filter=condition or None)
        added_up: QuerySet[Any] = grouped.annotate(**numbers)
        return added_up

    def _month(self, rows: Rows) -> Any:
        """The month of a row's day; for what is older than the quarters shown, one month before them."""
        month = _month(rows)
        if self.since is None:
            return month
        is_old = Q(**{f"{rows.day}__lt": self.since.start})
        if rows.kept_apart:
            is_old &= ~(rows.kept_apart(self) if callable(rows.kept_apart) else rows.kept_apart)
        return Case(When(is_old, then=Value(f"{self.since.previous().start:%Y-%m}")), default=month)

    def _of_places(self, rows: Rows) -> QuerySet[Any]:
        """The rows of counted places up to the day."""
        place = rows.places[self.kind]
        return rows.of(self).filter(**{f"{place}__in": self.counted_keys, f"{rows.day}__lte": self.day})


@dataclass(frozen=True)
class PlaceTally:
    """What is counted of one place."""

    of: Tally
    place: int

    @property
    def day(self) -> date:
        return self.of.day

    @property
    def quarter(self) -> Quarter:
        """The quarter of the day."""
        return self.of.quarter

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return self.of.quarters_of(self.place)

    @property
    def is_elsewhere(self) -> bool:
        """Whether its figures are kept elsewhere."""
        return self.of.places[self.place].is_elsewhere

    def figure(self, fact: Fact, quarter: Quarter | None = None) -> Figure:
        return self.of.figure(fact, self.place, quarter)

    def since_start(self, fact: Fact) -> Figure:
        return self.of.since_start(fact, self.place)

    def before(self, fact: Fact, quarter: Quarter | None) -> Figure:
        return self.of.before(fact, self.place, quarter)

    def number(self, fact: Fact, quarter: Quarter | None = None) -> Number:
        """How many there are up to the day, or in one quarter alone, whatever is owed."""
        return self.of.number(fact, self.place, quarter)

    def why_nothing(self, work: str, quarter: Quarter | None = None) -> Absence | None:
        return self.of.why_nothing(work, self.place, quarter)


def count(
    fact: Fact, kind: str, places: Iterable[int], quarters: Sequence[Quarter], day: date
) -> dict[tuple[int, Quarter], Figure]:
    """What is true of some places of a kind in some quarters, seen on a day."""
    tally = Tally(kind, places, day)
    return {(place, quarter): tally.figure(fact, place, quarter) for place in tally.keys for quarter in quarters}


@lru_cache(maxsize=1_000)
def quarter_of_month(month: str) -> Quarter:
    """The quarter of a month written 2021-10."""
    year, number = month.split("-")
    return Quarter.containing(date(int(year), int(number), 1))


def _month(rows: Rows) -> Any:
    """The month of a row's day as 2021-10, whose letters are the same on both databases."""
    return Substr(Cast(F(rows.day), CharField()), 1, 7)


def _sum_of(fact: Fact, condition: Q | None) -> Any:
    """What makes the figure in a query that is grouped: rows that meet the condition, or a sum over them."""
    if fact.aggregate is not None:
        return fact.aggregate
    return Sum(fact.adds, filter=condition) if fact.adds else Count("pk", filter=condition)


def _add(by_quarter: dict[Quarter, Numbers], quarter: Quarter, numbers: Iterable[Any]) -> None:
    """The numbers of a month, added to those of its quarter."""
    before, exact = by_quarter.get(quarter), [_exact(number) for number in numbers]
    by_quarter[quarter] = list(map(add, before, exact)) if before else exact


def _exact(number: Any) -> Number:
    return number if isinstance(number, int) else Fraction(number or 0)
