"""The quarters of a page: their days as far as they have come on a day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from towpath.foundation.periods import Quarter


@dataclass(frozen=True)
class QuarterSpan:
    """A quarter's days up to the day it is seen at; it is open while more of it is to come."""

    quarter: Quarter
    first: date
    last: date
    is_open: bool


@lru_cache(maxsize=1_000)
def span_of(quarter: Quarter, day: date) -> QuarterSpan:
    """A quarter as far as it has come on a day."""
    end = quarter.end
    return QuarterSpan(quarter, quarter.start, min(end, day), is_open=end > day)


def quarters_up_to(day: date, count: int) -> tuple[Quarter, ...]:
    """The quarter of a day and those before it, the oldest first."""
    quarters = [Quarter.containing(day)]
    while len(quarters) < count:
        quarters.insert(0, quarters[0].previous())
    return tuple(quarters)


@lru_cache(maxsize=1_000)
def quarters_between(first: date, last: date) -> tuple[Quarter, ...]:
    """Every quarter from that of one day to that of another."""
    quarters = [Quarter.containing(first)]
    while quarters[-1].end < last:
        quarters.append(quarters[-1].next())
    return tuple(quarters)
