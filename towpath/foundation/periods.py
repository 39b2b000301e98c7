"""Financial years and their quarters, as UK partnerships report by them.

A financial year runs from 1 April to 31 March and is written 2024/25. Its first quarter is April to June.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Self

FIRST_MONTH = 4
EVERY_MONTH = 28  # days that each has
YEAR_WORDS = re.compile(r"(?P<first>(?:\d\d)?\d\d)\s*[/–-]\s*(?P<last>(?:\d\d)?\d\d)")
QUARTER_WORDS = re.compile(r"(?:q|quarter)\s*(?P<number>\d{1,2})(?!\d)", re.IGNORECASE)


class PeriodError(ValueError):
    """There is no such period; the message says why and how to write one."""


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The twelve months from 1 April of `first`, the calendar year it begins in."""

    first: int

    def __post_init__(self) -> None:
        if not 1900 <= self.first <= 2999:
            raise PeriodError(f"{self.first} is not a year we can work with: use one from 1900 to 2999.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2024/25", "2024-25", "2024/2025" or "24/25"; refuse years that do not follow each other."""
        found = YEAR_WORDS.fullmatch(text.strip())
        if not found:
            raise PeriodError(f"“{text}” is not a financial year: write it like 2024/25.")
        year = cls(full_year(found["first"]))
        if not str(year.first + 1).endswith(found["last"]):
            raise PeriodError(f"“{text}” is not one financial year: the year from April {year.first} is {year}.")
        return year

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def start(self) -> date:
        return date(self.first, FIRST_MONTH, 1)

    @property
    def end(self) -> date:
        return date(self.first + 1, FIRST_MONTH - 1, 31)

    @property
    def label(self) -> str:
        return f"{self.first}/{(self.first + 1) % 100:02}"

    @property
    def quarters(self) -> tuple["Quarter", ...]:
        return tuple(Quarter(self, number) for number in range(1, 5))

    def next(self) -> Self:
        return type(self)(self.first + 1)

    def previous(self) -> Self:
        return type(self)(self.first - 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a financial year: 1 is April to June, 4 is the January to March that ends it."""

    financial_year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise PeriodError(f"There is no quarter {self.number}: a year has quarters 1 to 4.")

    def __hash__(self) -> int:
        """Asked of every figure of a board: without a look into the year."""
        return 4 * self.financial_year.first + self.number

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2024/25 Q1", "2024-25 Q1", "Q1 2024/25" or the address form "2024-25-q1"."""
        found = QUARTER_WORDS.search(text)
        if not found:
            raise PeriodError(f"“{text}” is not a quarter: write it like 2024/25 Q1.")
        year = text[: found.start()] + text[found.end() :]
        return cls(FinancialYear.parse(year.strip(" ,-–")), int(found["number"]))

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls._only(FinancialYear.containing(day), (day.month - FIRST_MONTH) % 12 // 3 + 1)

    @classmethod
    @lru_cache(maxsize=1_000)
    def _only(cls, financial_year: FinancialYear, number: int) -> Self:
        """The same object each time: what is looked up by quarter, as every figure is, then compares nothing."""
        return cls(financial_year, number)

    @property
    def start(self) -> date:
        return months_after(self.financial_year.start, 3 * (self.number - 1))

    @property
    def end(self) -> date:
        return months_after(self.start, 3) - timedelta(days=1)

    @cached_property
    def label(self) -> str:
        return f"{self.financial_year} Q{self.number}"

    @property
    def slug(self) -> str:
        """The quarter as part of an address; `parse` reads it back."""
        return self.label.lower().replace("/", "-").replace(" ", "-")

    @property
    def months(self) -> str:
        return f"{self.start:%B} to {self.end:%B %Y}"

    def next(self) -> Self:
        return type(self).containing(self.end + timedelta(days=1))

    def previous(self) -> Self:
        return type(self).containing(self.start - timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class QuarterSpan:
    """A quarter's days up to the day it is seen at; it is open while more of it is to come."""

    quarter: Quarter
    first: date
    last: date
    is_open: bool


@lru_cache(maxsize=1_000)
def span_of(quarter: Quarter, day: date) -> QuarterSpan:
    """A quarter as far as it has come on a day."""
    end = quarter.end
    return QuarterSpan(quarter, quarter.start, min(end, day), is_open=end > day)


def quarters_up_to(day: date, count: int) -> tuple[Quarter, ...]:
    """The quarter of a day and those before it, the oldest first."""
    quarters = [Quarter.containing(day)]
    while len(quarters) < count:
        quarters.insert(0, quarters[0].previous())
    return tuple(quarters)


@lru_cache(maxsize=1_000)
def quarters_between(first: date, last: date) -> tuple[Quarter, ...]:
    """Every quarter from that of one day to that of another."""
    quarters = [Quarter.containing(first)]
    while quarters[-1].end < last:
        quarters.append(quarters[-1].next())
    return tuple(quarters)


def full_year(digits: str) -> int:
    """The year in full: two digits are of this century, as no partnership plans for the last one."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day: a month after 31 January ends in February."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.day <= EVERY_MONTH:
        return date(day.year + years, month + 1, day.day)
    last = last_of_month(day.year + years, month + 1)
    return last.replace(day=min(day.day, last.day))
