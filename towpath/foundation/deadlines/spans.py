"""The shapes that name a day or a stretch of the calendar, read from what they matched."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from towpath.foundation.deadlines.deadline import Precision
from towpath.foundation.deadlines.things import ListedDay, Span, Thing, Unclear, YearlyDay
from towpath.foundation.deadlines.vocabulary import MONTHS, NTH, NUMBERS, SEASONS, TERMS
from towpath.foundation.periods import FinancialYear, Quarter, full_year, last_of_month

MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)}


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


def _serial_day(found: re.Match[str]) -> Thing:
    """The days that a spreadsheet counts from the end of 1899."""
    day = date(1899, 12, 30) + timedelta(days=int(float(found[0])))
    if not 2000 <= day.year <= 2060:
        raise ValueError(f"No day that a plan could hold: {found[0]}")
    return Span(day, day, Precision.DAY)


def _quarter_number(found: re.Match[str]) -> int:
    if found["nth"]:
        return NTH[found["nth"]]
    return NUMBERS.get(found["number"]) or int(found["number"])


def _quarter(found: re.Match[str]) -> Thing:
    quarter = Quarter(_consecutive(found), _quarter_number(found))
    return Span(quarter.start, quarter.end, Precision.QUARTER)


def _quarters(found: re.Match[str]) -> Thing:
    year = _consecutive(found)
    first, last = Quarter(year, int(found["from_number"])), Quarter(year, int(found["number"]))
    if first > last:
        return Unclear(f"“{found[0]}” ends before it starts.")
    return Span(first.start, last.end, Precision.QUARTER, is_range=True)


def _unclear_quarter(found: re.Match[str]) -> Thing:
    """With one year beside it, it may be a quarter of either financial year or of that calendar year."""
    reason = f"“{found[0]}” does not say which financial year: write it like 2024/25 Q1."
    number = _quarter_number(found)
    if not found["year"] or not 1 <= number <= 4:
        return Unclear(reason, is_label=True)
    year = int(found["year"])
    years = sorted({FinancialYear(year - 1), FinancialYear(year)})
    of_calendar = last_of_month(year, 3 * number)
    answers = (*(f"Q{number} {one}" for one in years), f"{of_calendar:%B %Y}")
    return Unclear(reason, answers, is_label=True)


def _consecutive(found: re.Match[str]) -> FinancialYear:
    return FinancialYear.parse(f"{found['first']}/{found['last']}")


def _unclear_financial_year(found: re.Match[str]) -> Thing:
    """ "FY 2025", "year end 2025": the year it begins in, or the one it ends in."""
    year = int(found["year"])
    other = f"31 March {year + 1}" if found[0].startswith("f") else f"31 December {year}"
    return Unclear(f"“{found[0]}” may end on 31 March {year} or on {other}.", (f"31 March {year}", other))


def _half(found: re.Match[str]) -> int:
    number = NTH[found["nth"]] if found["nth"] else int(found["number"])
    if number > 2 and found["nth"] != "last":
        raise ValueError(f"There is no such half: {found[0]}")
    return min(number, 2)


def _half_of_financial_year(found: re.Match[str]) -> Thing:
    year, half = _consecutive(found), _half(found)
    first, last = Quarter(year, 2 * half - 1), Quarter(year, 2 * half)
    return Span(first.start, last.end, Precision.HALF_YEAR)


def _half_of_year(found: re.Match[str]) -> Thing:
    year, half = int(found["year"]), _half(found)
    return Span(date(year, 6 * half - 5, 1), last_of_month(year, 6 * half), Precision.HALF_YEAR)


def _term(found: re.Match[str]) -> Thing:
    """A school's term ends on a day of its own; of "autumn term 2023/24" the first year holds the autumn."""
    first, last = TERMS[found["season"]]
    if found["year"]:
        year = int(found["year"])
    else:
        year = _consecutive(found).first + (0 if found["season"] == "autumn" else 1)
    end = last_of_month(year, last)
    doubt = f"“{found[0]}” was read as ending on {end.day} {end:%B %Y}: schools set the day themselves."
    return Span(date(year, first, 1), end, Precision.TERM, doubt=doubt)


def _academic_year(found: re.Match[str]) -> Thing:
    """From 1 September to 31 August, as English schools count it."""
    year = _consecutive(found).first
    return Span(date(year, 9, 1), date(year + 1, 8, 31), Precision.ACADEMIC_YEAR)


def _season(found: re.Match[str]) -> Thing:
    year, last = full_year(found["year"]), SEASONS[found["season"]]
    return Span(date(year, last - 2, 1), last_of_month(year, last), Precision.SEASON)


def _seasons(found: re.Match[str]) -> Thing:
    year, first, last = int(found["year"]), SEASONS[found["from_season"]], SEASONS[found["season"]]
    if first >= last:
        return Unclear(f"“{found[0]}” runs over two years but gives one.")
    return Span(date(year, first - 2, 1), last_of_month(year, last), Precision.SEASON, is_range=True)


def _unclear_season(found: re.Match[str]) -> Thing:
    if not found["year"]:
        return Unclear(f"No year stands beside “{found[0]}”.")
    year = full_year(found["year"])
    answers = (f"Winter {FinancialYear(year - 1)}", f"Winter {FinancialYear(year)}")
    return Unclear(f"“{found[0]}” does not settle on one year.", answers if "term" not in found[0] else ())


def _winter(found: re.Match[str]) -> Thing:
    year = _consecutive(found).first
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
    is_short = len(found["last"]) == 2 or "/" in found[0]
    doubt, answers = _end_in_doubt(found[0], first, last) if is_short else ("", ())
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.YEAR, is_range=True, doubt=doubt, answers=answers)


def _end_in_doubt(words: str, first: int, last: int) -> tuple[str, tuple[str, ...]]:
    """ "2013/15" may be two financial years or three calendar years."""
    doubt = f"“{words}” may end on 31 March {last} or on 31 December {last}: the later was taken."
    return doubt, (f"1 April {first} to 31 March {last}", f"1 January {first} to 31 December {last}")


def _years_to(found: re.Match[str]) -> Thing:
    """ "2022 to 23" is a financial year; "2022 to 2023" may be one or two calendar years."""
    first, last = full_year(found["first"]), full_year(found["last"])
    if last != first + 1:
        return _years(found)
    if len(found["last"]) == 2:
        return _financial_year(found)
    doubt, answers = _end_in_doubt(found[0], first, last)
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.YEAR, is_range=True, doubt=doubt, answers=answers)


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


def _month_number(month: str) -> int:
    return MONTH_NUMBERS[month[:3]] if month[0].isalpha() else int(month)


# Each shape by its name; what they refuse raises ValueError, or PeriodError with a sentence.
SPANS: dict[str, Callable[[re.Match[str]], Thing]] = {
    "serial_day": _serial_day,
    "listed_day": lambda found: ListedDay(int(found["day"])),
    **dict.fromkeys(("iso_day", "numeric_day", "day_first", "month_first"), _day),
    "numeric_month": _numeric_month,
    "months": _months,
    "named_month": _month,
    "yearly_day": _yearly_day,
    "yearly_month": _yearly_month,
    **dict.fromkeys(("quarter", "quarter_last"), _quarter),
    "quarters": _quarters,
    "unclear_quarter": _unclear_quarter,
    "half_of_financial_year": _half_of_financial_year,
    "half_of_year": _half_of_year,
    "term": _term,
    "seasons": _seasons,
    "season": _season,
    "winter": _winter,
    "unclear_season": _unclear_season,
    **dict.fromkeys(("academic_year", "academic_year_last"), _academic_year),
    "unclear_year": lambda found: Unclear(f"“{found[0]}” does not say which."),
    "year_of_plan": lambda found: Unclear(f"“{found[0]}” does not say when that is.", is_label=True),
    "unclear_financial_year": _unclear_financial_year,
    "years_to": _years_to,
    "years": _years,
    "year": _year,
}
