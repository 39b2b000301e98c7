"""What day it is. The one place that asks, so that all of a page, a job or a story agrees on the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, with the time zone a partnership's wall clock shows."""
    return _told.get() or datetime.now(LONDON)


def today() -> date:
    """Today in London: just after midnight in summer this is a day ahead of the day in UTC."""
    return now().date()


def local_day(moment: datetime) -> date:
    """The day in London on which a moment falls."""
    return moment.astimezone(LONDON).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in London."""
    return datetime.combine(day, time.min, LONDON)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another moment within the block: for telling the demonstration's past, nothing else."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
