"""The time a picture covers, in whole financial quarters, and where on the paper a day stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from towpath.foundation.periods import FinancialYear, Quarter, months_after
from towpath.ui.timeline.contents import CLOSED, DAY, Timeline

EARLIEST, LATEST = date(1900, 4, 1), date(2700, 3, 31)
SHORTEST_IN_MONTHS = 12
NEAR_IN_MONTHS = 6


@dataclass(frozen=True)
class DaySpan:
    """Days from the first to the last, laid out from left to right."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        whole = (self.last - self.first).days + 1
        within = min(max((day - self.first).days, 0), whole)
        return self.left + (self.right - self.left) * within / whole

    def end_x(self, day: date | None) -> float:
        """Where a day ends; the edge for what has no end."""
        return self.right if day is None or day >= self.last else self.x(day + DAY)

    def middle_x(self, day: date) -> float:
        return (self.x(day) + self.end_x(day)) / 2

    @property
    def quarter_width(self) -> float:
        return (self.right - self.left) * 91.3 / ((self.last - self.first).days + 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def quarters(self) -> Iterator[Quarter]:
        quarter = Quarter.containing(self.first)
        while quarter.start <= self.last:
            yield quarter
            quarter = quarter.next()

    def years(self, step: int = 1) -> Iterator[FinancialYear]:
        """Each financial year, or the round ones where they are many; the first may have begun earlier."""
        first, last = FinancialYear.containing(self.first).first, FinancialYear.containing(self.last).first
        return (FinancialYear(year) for year in range(-(-first // step) * step, last + 1, step))


def span_of(timeline: Timeline, left: float, right: float) -> DaySpan:
    """From the quarter of the first day to the quarter of the last, a year at the least."""
    days = [min(max(day, EARLIEST), LATEST) for day in _days(timeline)] or [timeline.today or EARLIEST]
    first = Quarter.containing(min(days)).start
    last = max(*days, months_after(first, SHORTEST_IN_MONTHS) - DAY)
    return DaySpan(first, Quarter.containing(last).end, left, right)


def _days(timeline: Timeline) -> list[date]:
    """Every day that must be seen; today as well, unless all of it is long past or far ahead."""
    days = [*_days_of_lanes(timeline), *(line.day for line in timeline.lines)]
    if timeline.today and (not days or _is_open(timeline) or _is_near(timeline.today, days)):
        days.append(timeline.today)
    return days


def _days_of_lanes(timeline: Timeline) -> Iterator[date]:
    for lane in timeline.lanes:
        yield from (mark.day for mark in lane.marks)
        for stretch in lane.stretches:
            yield stretch.start
            yield stretch.end or min(stretch.start, LATEST) + 90 * DAY


def _is_open(timeline: Timeline) -> bool:
    """Whether something goes on today; what is closed has no end and goes on nowhere."""
    stretches = (stretch for lane in timeline.lanes for stretch in lane.stretches)
    return any(stretch.end is None and stretch.kind != CLOSED for stretch in stretches)


def _is_near(today: date, days: list[date]) -> bool:
    first, last = max(min(days), EARLIEST), min(max(days), LATEST)
    return months_after(first, -NEAR_IN_MONTHS) <= today <= months_after(last, NEAR_IN_MONTHS)
