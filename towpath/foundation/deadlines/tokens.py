"""The words of a deadline, cut into dates, spans, turns and the small words that join them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.foundation.deadlines.bases import Base
from towpath.foundation.deadlines.deadline import Meaning, Offset, Precision, Recurrence, Unit
from towpath.foundation.deadlines.doing import Sense
from towpath.foundation.deadlines.shapes import SHAPES
from towpath.foundation.deadlines.vocabulary import MONTHS, NUMBERS, SEASONS, STATES, TURNS, UNITS
from towpath.foundation.periods import FinancialYear, PeriodError, Quarter, full_year, last_of_month

MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)}
LONGEST = 100  # of any unit: more is a slip of the hand
STATE_OF = {word: meaning for meaning, words in STATES.items() for word in words}


@dataclass(frozen=True)
class Span:
    """A stretch of the calendar that the words name; `is_range` says that they name both its ends."""

    start: date
    end: date
    precision: Precision
    is_range: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class YearlyDay:
    """A month, or a day of a month, with no year beside it."""

    month: int
    day: int | None = None


@dataclass(frozen=True)
class Unclear:
    """Words that look like a date but do not settle on one; the reason is a sentence."""

    reason: str


class Join(StrEnum):
    """A small word that says what the date beside it is; `STRAY` is any word that says nothing about it."""

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


Thing = Span | YearlyDay | Offset | Recurrence | Meaning | Join | Unclear | Remark | Anchor


@dataclass(frozen=True)
class Token:
    """Some of the words, and what they stand for."""

    text: str
    thing: Thing


def tokens(text: str) -> Iterator[Token]:
    """Cut plain lower-case words into tokens; every word ends up in one of them."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        name, found = _first_shape(text, place)
        yield Token(found[0], _thing(name, found))
        place = found.end()


def _first_shape(text: str, place: int) -> tuple[str, re.Match[str]]:
    for name, shape in SHAPES.items():
        found = shape.match(text, place)
        if found:
            return name, found
    raise AssertionError("The last shape takes any word.")


def _thing(name: str, found: re.Match[str]) -> Thing:
    reader = READERS.get(name)
    if reader is None:
        return Join(name)
    try:
        return reader(found)
    except ValueError:
        return Unclear(f"“{found[0]}” is not a date or a length of time we can work with.")


def _day(found: re.Match[str]) -> Thing:
    day = date(full_year(found["year"]), _month_number(found["month"]), int(found["day"]))
    return Span(day, day, Precision.DAY)


def _month(found: re.Match[str]) -> Thing:
    year, month = full_year(found["year"]), _month_number(found["month"])
    is_written_like_a_day = len(found["year"]) == 2 and not found["mark"].strip() and int(found["year"]) <= 31
    doubt = f"“{found[0]}” was read as the month, with {year} as its year." if is_written_like_a_day else ""
    return Span(date(year, month, 1), last_of_month(year, month), Precision.MONTH, doubt=doubt)


def _numeric_month(found: re.Match[str]) -> Thing:
    year, month = int(found["year"]), int(found["month"])
    return Span(date(year, month, 1), last_of_month(year, month), Precision.MONTH)


def _months(found: re.Match[str]) -> Thing:
    year = full_year(found["year"])
    first, last = _month_number(found["from_month"]), _month_number(found["month"])
    if first > last:
        return Unclear(f"“{found[0]}” runs over two years but gives one.")
    return Span(date(year, first, 1), last_of_month(year, last), Precision.MONTH, is_range=True)


def _yearly_day(found: re.Match[str]) -> Thing:
    month, day = _month_number(found["month"]), int(found["day"])
    date(2023, month, day)  # a year without 29 February, as the day must come round every year
    return YearlyDay(month, day)


def _yearly_month(found: re.Match[str]) -> Thing:
    return YearlyDay(_month_number(found["month"]))


def _quarter(found: re.Match[str]) -> Thing:
    try:
        quarter = Quarter(FinancialYear.parse(f"{found['first']}/{found['last']}"), int(found["number"]))
    except PeriodError as refusal:
        return Unclear(str(refusal))
    return Span(quarter.start, quarter.end, Precision.QUARTER)


def _season(found: re.Match[str]) -> Thing:
    year, last = int(found["year"]), SEASONS[found["season"]]
    return Span(date(year, last - 2, 1), last_of_month(year, last), Precision.SEASON)


def _winter(found: re.Match[str]) -> Thing:
    year = FinancialYear.parse(f"{found['first']}/{found['last']}").first
    return Span(date(year, 12, 1), last_of_month(year + 1, 2), Precision.SEASON)


def _years(found: re.Match[str]) -> Thing:
    """Two years that follow each other are a financial year; further apart they are a range of years."""
    first, last = full_year(found["first"]), full_year(found["last"])
    if last == first + 1:
        return _financial_year(found)
    if len(found["first"]) == 2:
        return _short_pair(found)
    if last <= first:
        return Unclear(f"“{found[0]}” ends before it starts.")
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.YEAR, is_range=True)


def _financial_year(found: re.Match[str]) -> Thing:
    year = FinancialYear(full_year(found["first"]))
    is_like_a_month = len(found["first"]) == 2 and int(found["first"]) <= 12
    doubt = f"“{found[0]}” was read as the financial year {year}." if is_like_a_month else ""
    return Span(year.start, year.end, Precision.FINANCIAL_YEAR, doubt=doubt)


def _short_pair(found: re.Match[str]) -> Thing:
    """Two pairs of digits such as 03/25: a month and a year where they can be nothing else."""
    month, year = int(found["first"]), full_year(found["last"])
    if month > 12 or int(found["last"]) <= 12:
        return Unclear(f"“{found[0]}” may be a month, a day or a year.")
    return Span(date(year, month, 1), last_of_month(year, month), Precision.MONTH)


def _year(found: re.Match[str]) -> Thing:
    year = int(found["year"])
    return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _turn_of(found: re.Match[str]) -> Thing:
    return Recurrence(_offset(found))


def _offset(found: re.Match[str]) -> Offset:
    count = found["count"] or "a"
    number = NUMBERS.get(count) or int(count)
    if not 0 < number <= LONGEST:
        raise ValueError(f"No length of time that a plan could hold: {found[0]}")
    return Offset(number, UNITS[found["unit"]])


def _month_number(month: str) -> int:
    return MONTH_NUMBERS[month[:3]] if month[0].isalpha() else int(month)


READERS: dict[str, Callable[[re.Match[str]], Thing]] = {
    **dict.fromkeys(("iso_day", "numeric_day", "day_first", "month_first"), _day),
    "numeric_month": _numeric_month,
    "months": _months,
    "named_month": _month,
    "yearly_day": _yearly_day,
    "yearly_month": _yearly_month,
    **dict.fromkeys(("quarter", "quarter_last"), _quarter),
    "unclear_quarter": lambda found: Unclear(
        f"“{found[0]}” does not say which financial year: write it like 2024/25 Q1."
    ),
    "season": _season,
    "winter": _winter,
    "unclear_season": lambda found: Unclear(f"“{found[0]}” does not settle on one year."),
    "years": _years,
    "year": _year,
    "turn_of": _turn_of,
    "turn": lambda found: Recurrence(TURNS[found["turn"]]),
    "unclear_turn": lambda found: Unclear(f"“{found[0]}” may be twice a month or every two months."),
    "length": _offset,
    "at_once": lambda found: Offset(0, Unit.DAY),
    "state": lambda found: STATE_OF[found["state"]],
}
