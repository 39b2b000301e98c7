"""Stretches of days: what begins on one day and has its last on another, or goes on where the last is None."""

from collections.abc import Iterable
from datetime import date, timedelta

Stretch = tuple[date, date | None]


def is_over(last: date | None, day: date) -> bool:
    """Whether the last day is before this one."""
    return last is not None and last < day


def covers(first: date, last: date | None, day: date) -> bool:
    """Whether this day is one of the stretch."""
    return first <= day and (last is None or day <= last)


def share_a_day(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches, each a first and a last day, have a day in common."""
    return not is_over(one[1], other[0]) and not is_over(other[1], one[0])


def first_uncovered(stretch: Stretch, by: Iterable[Stretch]) -> date | None:
    """The first day of a stretch on which none of the others holds; None where one does on each of its days."""
    day, last = stretch
    for first, until in sorted(by, key=lambda one: one[0]):
        if first > day:
            break
        if until is None:
            return None
        day = max(day, until + timedelta(days=1))
    return None if is_over(last, day) else day
