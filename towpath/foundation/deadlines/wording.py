"""A deadline's meaning in plain words, to stand beside the words as written."""

from calendar import month_abbr, month_name
from collections.abc import Iterable
from datetime import date

from towpath.foundation.deadlines.bases import Base
from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset, Recurrence, Unit

MONTH_NAMES = frozenset(name.casefold() for name in (*month_name, *month_abbr) if name)
PLAIN = {
    Meaning.ONGOING: "no end date",
    Meaning.NOT_APPLICABLE: "no deadline applies",
    Meaning.TO_BE_CONFIRMED: "deadline to be confirmed",
    Meaning.PARTLY_DONE: "partly done, no date given for the rest",
    Meaning.BLANK: "no deadline given",
    Meaning.NOT_UNDERSTOOD: "not understood",
}


def in_words(deadline: Deadline) -> str:
    """What a deadline means, such as "every year from 1 January 2015 to 31 December 2020"."""
    if deadline.parts:
        return "; then ".join(in_words(part) for part in deadline.parts)
    if deadline.recurrence:
        base_words = deadline.base_words or ("from a day that is not known" if deadline.base is Base.OTHER else "")
        counted = f", counted {base_words}" if base_words else ""
        return _turns(deadline.recurrence) + _bounds(deadline) + counted
    if deadline.within:
        return _length(deadline.within, deadline.base, deadline.base_words)
    return PLAIN.get(deadline.meaning) or _dated(deadline)


def with_months(words: Iterable[str]) -> str:
    """The words in one line, months with the capital that plain words have lost."""
    told = (word.title() if word in MONTH_NAMES else word for text in words for word in text.split())
    return " ".join(told).strip(" .,:()-")


def _dated(deadline: Deadline) -> str:
    """The words of a deadline that names a day, or is done and may name one."""
    if deadline.meaning is Meaning.DONE:
        return "done" + (f" by {_day(deadline.end)}" if deadline.end else _bounds(deadline))
    if deadline.meaning is Meaning.STARTING:
        return f"to start from {_day(deadline.start)}, no end date"
    return _bounds(deadline).strip() if deadline.start else f"by {_day(deadline.end)}"


def _turns(turn: Recurrence) -> str:
    if turn.month:
        month = f"{date(2000, turn.month, 1):%B}"
        return f"every {turn.day} {month}" if turn.day else f"every {month}"
    return f"every {turn.step.unit}" if turn.step.count == 1 else f"every {turn.step}"


def _length(within: Offset, base: Base, base_words: str) -> str:
    unnamed = "a day that is not known" if base is Base.OTHER else "the base date"
    if within == Offset(0, Unit.DAY):
        return f"at once {base_words}" if base_words else f"at once, counted from {unnamed}"
    return f"within {within} {base_words or f'of {unnamed}'}"


def _bounds(deadline: Deadline) -> str:
    start = f" from {_day(deadline.start)}" if deadline.start else ""
    return start + (f" to {_day(deadline.end)}" if deadline.end else "")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "a day not given"
