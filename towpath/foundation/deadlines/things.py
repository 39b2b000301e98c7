"""What the words of a deadline are cut into: dates, spans, turns and the small words that join them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.foundation.deadlines.bases import Base
from towpath.foundation.deadlines.deadline import Meaning, Offset, Precision, Recurrence
from towpath.foundation.deadlines.doing import Sense


@dataclass(frozen=True)
class Span:
    """A stretch of the calendar that the words name; `is_range` says that they name both its ends.

    `answers` are other words that may be meant instead, where the doubt has such.
    """

    start: date
    end: date
    precision: Precision
    is_range: bool = False
    doubt: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearlyDay:
    """A month, or a day of a month, with no year beside it."""

    month: int
    day: int | None = None


@dataclass(frozen=True)
class ListedDay:
    """A day of a list whose month comes later: the 7th of "7th and 18th February 2022"."""

    day: int


@dataclass(frozen=True)
class Unclear:
    """Words that look like a date but do not settle on one; the reason is a sentence.

    `is_label` says that a date beside them settles it, as in "Quarter 3 (October to December 2022)".
    """

    reason: str
    answers: tuple[str, ...] = ()
    is_label: bool = False


class Join(StrEnum):
    """A small word that says what the date beside it is; `STRAY` is any word that says nothing about it.

    Those from `BETWEEN` to `MOVED_FROM` tell something only together with a date: see `together`.
    """

    BETWEEN = "between"
    BEFORE = "before"
    START_OF = "start_of"
    WEEK = "week"
    MOVED_TO = "moved_to"
    MOVED_FROM = "moved_from"
    BY = "by"
    START = "start"
    UNTIL = "until"
    ONWARDS = "onwards"
    THEN = "then"
    EVERY = "every"
    WITHIN = "within"
    JOINED = "joined"
    FILLER = "filler"
    STRAY = "stray"


@dataclass(frozen=True)
class Remark:
    """A word of doing that is no state ("partially complete"): what it says, and the sentence for a person."""

    sense: Sense
    sentence: str


@dataclass(frozen=True)
class Anchor:
    """The words that name what a length of time is counted from, and the day where they give it."""

    base: Base
    words: str
    on: date | None = None
    doubt: str = ""


Thing = Span | YearlyDay | ListedDay | Offset | Recurrence | Meaning | Join | Unclear | Remark | Anchor


@dataclass(frozen=True)
class Token:
    """Some of the words, and what they stand for."""

    text: str
    thing: Thing
