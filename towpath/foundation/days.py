"""Stretches of days: what begins on one day and has its last on another, or goes on where the last is None."""

from datetime import date


def is_over(last: date | None, day: date) -> bool:
    """Whether the last day is before this one."""
    return last is not None and last < day


def covers(first: date, last: date | None, day: date) -> bool:
    """Whether this day is one of the stretch."""
    return first <= day and not is_over(last, day)


def share_a_day(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two stretches, each a first and a last day, have a day in common."""
    return not is_over(one[1], other[0]) and not is_over(other[1], one[0])
