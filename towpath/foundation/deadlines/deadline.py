"""A deadline: the words as written, and beside them what those words mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from towpath.foundation.deadlines.bases import Base


class Meaning(StrEnum):
    """What kind of promise the words make."""

    DATED = "dated"  # done by `end`, perhaps not before `start`
    RECURRING = "recurring"  # done again each turn
    WITHIN = "within"  # so long after a base date that the words do not give
    ONGOING = "ongoing"  # no end was set
    STARTING = "starting"  # a start was set, but no end
    SEVERAL = "several"  # two deadlines or more: see `parts`
    DONE = "done"  # the cell says the work is finished, at `end` where it says when
    PARTLY_DONE = "partly done"  # the cell says that a part is finished, and not by when the rest
    NOT_APPLICABLE = "not applicable"
    TO_BE_CONFIRMED = "to be confirmed"
    BLANK = "blank"
    NOT_UNDERSTOOD = "not understood"


class Precision(StrEnum):
    """How exactly the words name a day; `end` is then the last day of that span."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    TERM = "school term"
    HALF_YEAR = "half year"
    YEAR = "calendar year"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"


class Unit(StrEnum):
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Offset:
    """A length of time such as 3 months; nought days means at once."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True)
class Recurrence:
    """A turn that comes round: every so many units, or in one month (and on one day) of every year."""

    step: Offset
    month: int | None = None
    day: int | None = None

    @property
    def follows_the_quarters(self) -> bool:
        """Months and quarters end on the same days in every calendar, so they need no date to count from."""
        return self.step in (Offset(1, Unit.MONTH), Offset(3, Unit.MONTH))


@dataclass(frozen=True)
class Deadline:
    """When something is to be done, as written and as understood.

    `end` is the last day that keeps the promise and `start` the first day it speaks of; neither is ever a
    date that the words do not give. `doubt` is a sentence where a person should look at the reading, and `answers` are
    deadlines in plain words that may be meant instead.

    `base` is what a length of time counts from, `base_words` how the words call it ("after contract signature"), and
    `base_on` the day where the words give it themselves.
    """

    text: str
    meaning: Meaning
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    recurrence: Recurrence | None = None
    within: Offset | None = None
    parts: tuple["Deadline", ...] = ()
    doubt: str = ""
    base: Base = Base.UNNAMED
    base_words: str = ""
    base_on: date | None = None
    answers: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        return self.meaning is not Meaning.NOT_UNDERSTOOD

    @property
    def needs_base(self) -> bool:
        """Whether no working date follows without knowing the day the time is counted from."""
        if self.parts:
            return any(part.needs_base for part in self.parts)
        return self.base_on is None and (self.within is not None or self._is_counted_from_unknown_day())

    @property
    def counted(self) -> "Deadline":
        """The part that is counted from a base; itself where it has no parts."""
        return next((part for part in self.parts if part.needs_base), self)

    def _is_counted_from_unknown_day(self) -> bool:
        if self.recurrence is None or self.start or self.end:
            return False
        return not (self.recurrence.month or (self.recurrence.follows_the_quarters and self.base is Base.UNNAMED))

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "meaning": self.meaning.value,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision.value if self.precision else None,
            "recurrence": _recurrence_as_json(self.recurrence),
            "within": _offset_as_json(self.within),
            "parts": [part.as_json() for part in self.parts],
            "doubt": self.doubt,
            "base": self.base.value,
            "base_words": self.base_words,
            "base_on": self.base_on.isoformat() if self.base_on else None,
            "answers": list(self.answers),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The deadline that `as_json` wrote. What was kept before bases had names counts from the unnamed one."""
        return cls(
            text=kept["text"],
            meaning=Meaning(kept["meaning"]),
            start=_date_from_json(kept["start"]),
            end=_date_from_json(kept["end"]),
            precision=Precision(kept["precision"]) if kept["precision"] else None,
            recurrence=_recurrence_from_json(kept["recurrence"]),
            within=_offset_from_json(kept["within"]),
            parts=tuple(cls.from_json(part) for part in kept["parts"]),
            doubt=kept["doubt"],
            base=Base(kept.get("base", Base.UNNAMED)),
            base_words=kept.get("base_words", ""),
            base_on=_date_from_json(kept.get("base_on")),
            answers=tuple(kept.get("answers", ())),
        )


def _date_from_json(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _offset_as_json(offset: Offset | None) -> dict[str, Any] | None:
    return {"count": offset.count, "unit": offset.unit.value} if offset else None


def _offset_from_json(kept: dict[str, Any] | None) -> Offset | None:
    return Offset(kept["count"], Unit(kept["unit"])) if kept else None


def _recurrence_as_json(turn: Recurrence | None) -> dict[str, Any] | None:
    if turn is None:
        return None
    return {"step": _offset_as_json(turn.step), "month": turn.month, "day": turn.day}


def _recurrence_from_json(kept: dict[str, Any] | None) -> Recurrence | None:
    if kept is None:
        return None
    step = kept["step"]
    return Recurrence(Offset(step["count"], Unit(step["unit"])), kept["month"], kept["day"])
