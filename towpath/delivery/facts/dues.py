"""Whether a site owed any figures in a stretch of time, from the periods it went through."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from towpath.foundation.figures import Absence
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Mode, SitePeriod


def delivers(mode: Mode) -> bool:
    """Whether practices are trained in this mode."""
    return mode.delivers


def signs_up(mode: Mode) -> bool:
    """Whether practices are signed up in this mode: from mobilising on."""
    return mode.delivers or mode is Mode.MOBILISING


def first_day_of(periods: Iterable[SitePeriod], works: Callable[[Mode], bool]) -> date | None:
    """The first day on which a site was in a mode that works."""
    return min((one.started_on for one in periods if works(Mode(one.mode))), default=None)


def first_delivery(periods: Iterable[SitePeriod]) -> date | None:
    """The day a site first delivered."""
    return first_day_of(periods, delivers)


def why_nothing(
    periods: Sequence[SitePeriod], first: date, last: date, works: Callable[[Mode], bool] = delivers
) -> Absence | None:
    """Returns why nothing counted between two days is no number, or None where the site worked then and zero is real.

    Not begun: not due. Paused or closed throughout: not applicable. No period recorded for these days: not reported.
    """
    during = [one for one in periods if one.started_on <= last and (one.ended_on is None or one.ended_on >= first)]
    if any(works(Mode(one.mode)) for one in during):
        return None
    begun = first_day_of(periods, works)
    if during:
        has_not_begun = begun is None or begun > last
        return Absence.NOT_DUE if has_not_begun and not _ended(during) else Absence.NOT_APPLICABLE
    is_before = not periods or min(one.started_on for one in periods) > last
    return Absence.NOT_DUE if is_before else Absence.NOT_REPORTED


def _ended(during: Iterable[SitePeriod]) -> bool:
    """Closed before it ever delivered: nothing is still to come."""
    return any(one.mode == Mode.CLOSED for one in during)


@dataclass(frozen=True)
class Span:
    """A quarter's days up to the day it is seen at; it is open while more of it is to come."""

    quarter: Quarter
    first: date
    last: date
    is_open: bool


@lru_cache(maxsize=1_000)
def span_of(quarter: Quarter, day: date) -> Span:
    """A quarter as far as it has come on a day."""
    end = quarter.end
    return Span(quarter, quarter.start, min(end, day), is_open=end > day)


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
