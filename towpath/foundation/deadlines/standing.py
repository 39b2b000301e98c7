"""Where a promise stands on a day: its working date, and what that date says about it."""

from bisect import bisect_left
from datetime import date, timedelta
from enum import StrEnum

from towpath.foundation.deadlines.bases import Base, Bases, Day
from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset, Recurrence, Unit
from towpath.foundation.deadlines.done import as_of
from towpath.foundation.periods import Quarter, last_of_month, months_after

SOON_DAYS = 30
FRIDAY, WORKING_WEEK = 4, 5
# The fewest days that one of each unit takes: turns are never closer together.
FEWEST_DAYS = {Unit.DAY: 1, Unit.WORKING_DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}


class Standing(StrEnum):
    """What a deadline says of an action on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    ON_TIME = "on time"
    NO_BASE_DATE = "no base date recorded"
    NO_END = "no end date"
    NO_DEADLINE = "no deadline"
    NOT_UNDERSTOOD = "deadline not understood"

    @property
    def has_working_date(self) -> bool:
        return self in (Standing.OVERDUE, Standing.DUE_SOON, Standing.ON_TIME)


WITHOUT_WORKING_DATE = {
    Meaning.NOT_UNDERSTOOD: Standing.NOT_UNDERSTOOD,
    Meaning.ONGOING: Standing.NO_END,
    Meaning.STARTING: Standing.NO_END,
}


def standing(
    deadline: Deadline, base: Bases | date | None, day: date, is_done: bool, soon_days: int = SOON_DAYS
) -> Standing:
    """Where an action stands on a day. The due day itself is not overdue; soon is `soon_days` or fewer away.

    Without a working date nothing is ever overdue: the gap itself is the answer.
    """
    deadline = as_of(deadline, day)
    if is_done or deadline.meaning is Meaning.DONE:
        return Standing.DONE
    due = due_on(deadline, base, day)
    if due is None:
        gap = Standing.NO_BASE_DATE if lacks_base(deadline, base) else Standing.NO_DEADLINE
        return WITHOUT_WORKING_DATE.get(deadline.meaning, gap)
    if due < day:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due <= day + timedelta(days=soon_days) else Standing.ON_TIME


def base_day(deadline: Deadline, base: Bases | date | None) -> Day | None:
    """The day a deadline is counted from: the one its words give, or the one known for what they name."""
    counted = deadline.counted
    return Day(counted.base_on) if counted.base_on else Bases.of(base).day_of(counted.base)


def lacks_base(deadline: Deadline, base: Bases | date | None) -> bool:
    """Whether some part of a deadline is counted from a day that nobody recorded."""
    parts = deadline.parts or (deadline,)
    return any(part.needs_base and base_day(part, base) is None for part in parts)


def due_on(deadline: Deadline, base: Bases | date | None, day: date) -> date | None:
    """The working date as seen on a day, None where the words and the base give none.

    Something that recurs is due at its next turn on or after the day, and at its last turn once the turns
    have run out. Of several deadlines the next one counts, and the last once all are past.
    """
    deadline = as_of(deadline, day)
    if deadline.parts:
        return _next_of([due for part in deadline.parts if (due := due_on(part, base, day))], day)
    if deadline.meaning in (Meaning.DONE, Meaning.PARTLY_DONE):
        return None
    known = base_day(deadline, base)
    if deadline.within:
        return offset_after(known.on, deadline.within) if known else None
    if deadline.recurrence:
        return _turn_on(deadline, deadline.recurrence, known.on if known else None, day)
    return deadline.end


def offset_after(base: date, offset: Offset) -> date:
    """The day so long after the base. Working days leave out Saturdays and Sundays, but not bank holidays."""
    if offset.unit is Unit.WORKING_DAY:
        return _working_days_after(base, offset.count)
    if offset.unit in (Unit.MONTH, Unit.YEAR):
        return months_after(base, offset.count * (12 if offset.unit is Unit.YEAR else 1))
    return base + timedelta(days=offset.count * (7 if offset.unit is Unit.WEEK else 1))


def _working_days_after(day: date, count: int) -> date:
    """Whole weeks at once, then the days left over; from a weekend they count as from the Friday before."""
    if not count:
        return day
    friday_or_before = day - timedelta(days=max(0, day.weekday() - FRIDAY))
    weeks, left = divmod(count, WORKING_WEEK)
    weekend = 2 if friday_or_before.weekday() + left > FRIDAY else 0
    return friday_or_before + timedelta(days=7 * weeks + left + weekend)


def _next_of(dates: list[date], day: date) -> date | None:
    return min((due for due in dates if due >= day), default=max(dates, default=None))


def _turn_on(deadline: Deadline, turn: Recurrence, base: date | None, day: date) -> date | None:
    """The next turn on or after the day, within the first and last day the words set."""
    earliest = max(deadline.start or day, day)
    if deadline.end and earliest > deadline.end:
        earliest = deadline.end
    due = _first_turn_from(deadline, turn, base, earliest)
    return min((last for last in (due, deadline.end) if last), default=None)


def _first_turn_from(deadline: Deadline, turn: Recurrence, base: date | None, day: date) -> date | None:
    if turn.month:
        return _yearly_turn(turn.month, turn.day, day)
    if deadline.start:
        return _counted_turn(deadline.start - timedelta(days=1), turn.step, day)
    if turn.follows_the_quarters and deadline.base is Base.UNNAMED:
        return last_of_month(day.year, day.month) if turn.step.count == 1 else Quarter.containing(day).end
    return _counted_turn(base, turn.step, day) if base else None


def _yearly_turn(month: int, day_of_month: int | None, day: date) -> date:
    for year in (day.year, day.year + 1):
        due = date(year, month, day_of_month) if day_of_month else last_of_month(year, month)
        if due >= day:
            return due
    raise AssertionError("One of two years in a row holds every day of the year after a date.")


def _counted_turn(start: date, step: Offset, day: date) -> date:
    """The first of start + 1 step, start + 2 steps ... that is not before the day, found by halving."""

    def turn(number: int) -> date:
        return offset_after(start, Offset(step.count * number, step.unit))

    most = max(1, -(-(day - start).days // (step.count * FEWEST_DAYS[step.unit])))
    return turn(1 + bisect_left(range(1, most), day, key=turn))
