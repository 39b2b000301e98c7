"""What a picture of a programme holds: a lane for each site, dates that hold for all of them, and today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["met", "to meet", "overdue"]
CLOSED = "closed"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Time in which a site worked in one mode, both days counted; without an end it is still so."""

    kind: str
    label: str
    start: date
    end: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.end and self.end < self.start:
            raise ValueError(f"“{self.label}” cannot end on {self.end}, before it starts on {self.start}.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Gap:
    """Days of a lane for which nothing is recorded, both counted."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class MilestoneMark:
    """A milestone: the day it was met, or else the day it is due."""

    label: str
    day: date
    state: State = "to meet"


@dataclass(frozen=True)
class DateLine:
    """A day that holds for every lane, such as the end of delivery; superseded where a variation moved it."""

    label: str
    day: date
    is_superseded: bool = False


@dataclass(frozen=True)
class Lane:
    """A site under its phase. A lane of marks alone, such as those of the whole programme, has no mode to record.

    `about` names the record it leads to on a page.
    """

    heading: str
    label: str
    note: str = ""
    about: str = ""
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[MilestoneMark, ...] = ()
    has_marks_alone: bool = False

    @property
    def in_order(self) -> tuple[Stretch, ...]:
        return tuple(sorted(self.stretches, key=lambda stretch: stretch.start))


@dataclass(frozen=True)
class Timeline:
    """A programme from its first recorded day to its last.

    `today` is the day it is seen on, which `day_called` names: "As at" where that day is over.
    """

    title: str
    lanes: tuple[Lane, ...]
    lines: tuple[DateLine, ...] = ()
    today: date | None = None
    day_called: str = "Today"

    @property
    def recorded_until(self) -> date | None:
        """Until when a site should have a mode recorded: today, but no later than all work ends."""
        ends = [line.day for line in self.lines if not line.is_superseded]
        if self.today is None or not ends:
            return self.today
        return min(self.today, max(ends))

    def gaps_in(self, lane: Lane) -> tuple[Gap, ...]:
        """The gaps of a lane up to today; what is closed for good has none after it."""
        in_order = lane.in_order
        is_closed = bool(in_order) and in_order[-1].kind == CLOSED
        return gaps_of(in_order, None if is_closed else self.recorded_until)


def gaps_of(stretches: Iterable[Stretch], until: date | None = None) -> tuple[Gap, ...]:
    """The days between stretches that none of them covers, and those after the last one up to `until`."""
    return tuple(_gaps(sorted(stretches, key=lambda stretch: stretch.start), until))


def _gaps(in_order: list[Stretch], until: date | None) -> Iterator[Gap]:
    if not in_order:
        return
    covered_to = in_order[0].start - DAY
    for stretch in in_order:
        if stretch.start - covered_to > DAY:
            yield Gap(covered_to + DAY, stretch.start - DAY)
        if stretch.end is None:
            return
        covered_to = max(covered_to, stretch.end)
    if until and until > covered_to:
        yield Gap(covered_to + DAY, until)
