"""Dates with a time of day and lengths of time as Teams and people write them, and the order of day and month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from towpath.documents.table import UnreadableFile
from towpath.foundation.clock import LONDON

_MOMENT = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:,\s*|\s+|T)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\.?|(Z))?",
    re.IGNORECASE | re.ASCII,
)
_SPACES = re.compile(r"\s+")  # some clocks put a narrow space before AM and PM
_LONGEST = timedelta(hours=24)  # of a meeting: what spans more days was read in the wrong order
_UNITS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?))?[\s,]*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:m|mins?|minutes?))?[\s,]*"
    r"(?:(?P<seconds>\d+)\s*(?:s|secs?|seconds?))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_WRITTEN = 60  # characters: no length of time is written in more


class DateOrder(StrEnum):
    """Which of the first two numbers of a date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True)
class WrittenMoment:
    """A moment as written: three numbers of a date whose order is not yet known, and a time of day."""

    numbers: tuple[int, int, int]
    time: tuple[int, int, int]
    row: int
    is_utc: bool = False

    def at(self, order: DateOrder) -> datetime:
        """The moment on the wall clock in London, without a zone; ValueError where that order makes no date."""
        first, second, third = self.numbers
        year, month, day = (third, second, first) if order is DateOrder.DAY_FIRST else (third, first, second)
        if first > 31:
            year, month, day = first, second, third
        moment = datetime(year + 2000 if year < 100 else year, month, day, *self.time)  # noqa: DTZ001 -- local
        return moment.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None) if self.is_utc else moment

    def allows(self, order: DateOrder) -> bool:
        try:
            self.at(order)
        except ValueError:
            return False
        return True


@dataclass(frozen=True)
class Decided:
    """The order a file's dates are in, and the doubt where the file would allow either."""

    order: DateOrder
    doubt: str = ""

    def moment(self, written: WrittenMoment | None) -> datetime | None:
        return written.at(self.order) if written else None


def written_moment(text: str, row: int, *, is_utc: bool = False) -> WrittenMoment | None:
    """The moment in a cell; None for a blank one, and a refusal that names the row for what is no moment."""
    plain = _SPACES.sub(" ", text).strip()
    if not plain:
        return None
    found = _MOMENT.fullmatch(plain)
    if found is None:
        raise _unreadable(text, row)
    first, second, third, hour, minute, seconds = (int(group or 0) for group in found.groups()[:6])
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "p" else 0)
    written = WrittenMoment((first, second, third), (hour, minute, seconds), row, is_utc or bool(found[8]))
    if not any(map(written.allows, DateOrder)):
        raise _unreadable(text, row)
    return written


def decided(written: Sequence[WrittenMoment]) -> Decided:
    """The order that all dates of one file are in. Where both orders make dates, the one that keeps the meeting
    within a day; where that leaves both, the British one, with a doubt.
    """
    possible = [order for order in DateOrder if all(one.allows(order) for one in written)]
    if not possible:
        raise UnreadableFile(_two_orders(written))
    fitting = [order for order in possible if _fits(order, written)] or possible
    open_ones = [one for one in written if len(fitting) > 1 and len({one.at(order) for order in fitting}) > 1]
    return Decided(fitting[0], _either(open_ones[0]) if open_ones else "")


def _fits(order: DateOrder, written: Sequence[WrittenMoment]) -> bool:
    moments = [one.at(order) for one in written]
    return not moments or max(moments) - min(moments) <= _LONGEST


def _either(one: WrittenMoment) -> str:
    read, other = one.at(DateOrder.DAY_FIRST), one.at(DateOrder.MONTH_FIRST)
    return (
        f"The dates could be read in two ways. The day was taken to come first: {read.day} {read:%B %Y}, "
        f"not {other.day} {other:%B %Y}."
    )


def _two_orders(written: Sequence[WrittenMoment]) -> str:
    """The sentence that names the first row of either order."""
    rows = [next(one.row for one in written if not one.allows(order)) for order in DateOrder]
    first, second = sorted(rows)
    return f"Rows {first} and {second} put day and month in different orders: export the file again."


def _unreadable(text: str, row: int) -> UnreadableFile:
    return UnreadableFile(f"Row {row} has the time “{text.strip()}”, which is no date and time of day.")


def seconds_in(written: str) -> int | None:
    """The length of time in words such as "1h 2m 3s", "45 mins" or "1:30:00"; None where they say none."""
    plain = written.strip()
    if len(plain) > _LONGEST_WRITTEN:
        return None
    found = _CLOCK.fullmatch(plain) or _UNITS.fullmatch(plain)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (float(found[unit] or 0) for unit in ("hours", "minutes", "seconds"))
    return round(hours * 3600 + minutes * 60 + seconds)


def minutes_in(written: str) -> int | None:
    """The whole minutes in a length of time; a bare number is minutes."""
    plain = written.strip()
    is_bare = len(plain) <= _LONGEST_WRITTEN and _NUMBER.fullmatch(plain)
    seconds = round(float(plain) * 60) if is_bare else seconds_in(plain)
    return None if seconds is None else seconds // 60
