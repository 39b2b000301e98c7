"""Dates, times, quarters and counts as pages say them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from markupsafe import Markup

from towpath.foundation.periods import Quarter
from towpath.ui import words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 3, 3, 14, 5, tzinfo=UTC), "3 March 2026 at 2:05pm"),
        (datetime(2026, 7, 3, 14, 5, tzinfo=UTC), "3 July 2026 at 3:05pm"),
        (datetime(2026, 7, 3, 23, 30, tzinfo=UTC), "4 July 2026 at 12:30am"),
        (datetime(2026, 3, 3, 12, 0, tzinfo=UTC), "3 March 2026 at midday"),
        (datetime(2026, 3, 3, 0, 0, tzinfo=UTC), "3 March 2026 at midnight"),
        (None, ""),
    ],
)
def test_moment_is_said_in_london_time(moment, said):
    assert words.as_moment(moment) == said


def test_day_has_no_zero_before_it():
    assert words.as_day(date(2026, 3, 3)) == "3 March 2026"
    assert words.as_day(None) == ""


def test_a_time_without_a_day_is_that_of_the_wall():
    assert words.as_time(time(13, 0)) == "1:00pm"


@pytest.mark.parametrize(
    ("number", "said"), [("1.50", "1.5"), ("2.00", "2"), ("0.25", "0.25"), ("100", "100"), ("1234.5", "1,234.5")]
)
def test_a_number_has_no_digits_that_say_nothing(number, said):
    assert words.as_number(Decimal(number)) == said


def test_quarter_is_said_with_its_months():
    said = "Quarter 1 2024/25 (April to June 2024)"
    assert words.as_quarter(date(2024, 5, 6)) == said
    assert words.as_quarter(Quarter.parse("2024/25 Q1")) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 actions"), (1, "1 action"), (2, "2 actions"), (1204, "1,204 actions")]
)
def test_count_agrees_with_its_noun(number, said):
    assert words.count_of(number, "action") == said


def test_count_of_an_irregular_noun():
    assert words.count_of(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 4, "0%"), (1, 3, "33%"), (4, 4, "100%"), (5, 4, "125%"), (0, 0, "–")]
)
def test_percentage_of_nothing_is_a_dash_and_not_nought(part, whole, said):
    assert words.percentage(part, whole) == said


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("PREVENTION AND AWARENESS", "Prevention and awareness"),
        ("ENFORCEMENT", "Enforcement"),
        ("IRIS", "IRIS"),
        ("REFERRALS TO MARAC AND IDVA", "Referrals to MARAC and IDVA"),
        ("Early help for MARAC", "Early help for MARAC"),
        ("", ""),
        ("5.1", "5.1"),
    ],
)
def test_words_printed_all_in_capitals_are_read_as_a_sentence(printed: str, said: str) -> None:
    assert words.in_sentence_case(printed) == said


def test_a_short_day_keeps_day_month_and_year() -> None:
    assert words.as_short_day(date(2026, 9, 8)) == "8 Sep 2026"
    assert words.as_short_day(None) == ""


@pytest.mark.parametrize(
    ("content", "is_blank"),
    [
        (None, True),
        ("", True),
        (" \n", True),
        (Markup("\n"), True),
        ("0", False),
        (0, False),
        (Markup("<b></b>"), False),
    ],
)
def test_a_cell_is_blank_where_it_would_show_nothing(content, is_blank):
    assert words.is_blank(content) is is_blank
