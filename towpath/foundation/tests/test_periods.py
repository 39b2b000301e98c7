from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.periods import FinancialYear, PeriodError, Quarter, months_after

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize("text", ["2024/25", "2024-25", "2024/2025", "24/25", "2024–25", " 2024/25 "])
def test_a_financial_year_is_read_however_it_is_written(text):
    year = FinancialYear.parse(text)
    assert (year.label, year.start, year.end) == ("2024/25", date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize("text", ["2024/26", "2025/24", "2024", "next year", "", "2024/25/26"])
def test_an_impossible_year_is_refused_with_a_sentence(text):
    with pytest.raises(PeriodError, match=r"financial year|not one year"):
        FinancialYear.parse(text)


@pytest.mark.parametrize(
    "text", ["2024/25 Q1", "2024-25 Q1", "Q1 2024/25", "2024-25-q1", "2024/25 quarter 1", "24/25, Q1"]
)
def test_a_quarter_is_read_however_it_is_written(text):
    quarter = Quarter.parse(text)
    assert (quarter.label, quarter.start, quarter.end) == ("2024/25 Q1", date(2024, 4, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("number", "start", "end", "months"),
    [
        (1, date(2024, 4, 1), date(2024, 6, 30), "April to June 2024"),
        (2, date(2024, 7, 1), date(2024, 9, 30), "July to September 2024"),
        (3, date(2024, 10, 1), date(2024, 12, 31), "October to December 2024"),
        (4, date(2025, 1, 1), date(2025, 3, 31), "January to March 2025"),
    ],
)
def test_each_quarter_has_its_three_months(number, start, end, months):
    quarter = Quarter(FinancialYear(2024), number)
    assert (quarter.start, quarter.end, quarter.months) == (start, end, months)


@pytest.mark.parametrize("text", ["2024/25 Q5", "2024/25 Q0", "2024/25", "Q1", "2024/26 Q1", "soon"])
def test_an_impossible_quarter_is_refused_with_a_sentence(text):
    with pytest.raises(PeriodError, match=r"\.$"):
        Quarter.parse(text)


@given(DAYS)
def test_every_day_is_in_exactly_one_quarter_and_its_address_reads_back(day):
    quarter = Quarter.containing(day)
    assert day in quarter
    assert day in quarter.financial_year
    assert day not in quarter.next()
    assert day not in quarter.previous()
    assert Quarter.parse(quarter.slug) == Quarter.parse(quarter.label) == quarter


@given(DAYS)
def test_quarters_follow_each_other_without_a_gap(day):
    quarter = Quarter.containing(day)
    assert quarter.next().start == quarter.end + timedelta(days=1)
    assert quarter.next().previous() == quarter
    assert quarter < quarter.next()
    assert quarter in quarter.financial_year.quarters


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 3, date(2025, 3, 15)),
        (date(2025, 5, 10), 12, date(2026, 5, 10)),
        (date(2024, 12, 1), 0, date(2024, 12, 1)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(day, months, due):
    assert months_after(day, months) == due
