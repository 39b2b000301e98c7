"""Every deadline wording met in the field, and what it must come to mean."""

from datetime import date

import pytest

from towpath.foundation.deadlines import (
    Deadline,
    Meaning,
    Offset,
    Precision,
    Recurrence,
    Unit,
    in_words,
    read_deadline,
)

YEARLY = Recurrence(Offset(1, Unit.YEAR))


@pytest.mark.parametrize(
    ("text", "end", "precision"),
    [
        ("31/03/2025", date(2025, 3, 31), Precision.DAY),
        ("31.03.25", date(2025, 3, 31), Precision.DAY),
        ("2025-03-31 00:00:00", date(2025, 3, 31), Precision.DAY),
        ("31st March 2025", date(2025, 3, 31), Precision.DAY),
        ("By the 31st of March 2025", date(2025, 3, 31), Precision.DAY),
        ("31 Mar 25", date(2025, 3, 31), Precision.DAY),
        ("March 31, 2025", date(2025, 3, 31), Precision.DAY),
        ("Apr-25", date(2025, 4, 30), Precision.MONTH),
        ("By Sep 2015", date(2015, 9, 30), Precision.MONTH),
        ("Sept. 2015", date(2015, 9, 30), Precision.MONTH),
        ("By end of February 2024", date(2024, 2, 29), Precision.MONTH),
        ("09/2025", date(2025, 9, 30), Precision.MONTH),
        ("03/25", date(2025, 3, 31), Precision.MONTH),
        ("By 2015/16", date(2016, 3, 31), Precision.FINANCIAL_YEAR),
        ("By 2016/17", date(2017, 3, 31), Precision.FINANCIAL_YEAR),
        ("By of 2015/16", date(2016, 3, 31), Precision.FINANCIAL_YEAR),
        ("End of financial year 2024-25", date(2025, 3, 31), Precision.FINANCIAL_YEAR),
        ("By end of Q3 2024/25", date(2024, 12, 31), Precision.QUARTER),
        ("2024/25 Q4", date(2025, 3, 31), Precision.QUARTER),
        ("By Summer 2024", date(2024, 8, 31), Precision.SEASON),
        ("Winter 2024/25", date(2025, 2, 28), Precision.SEASON),
        ("By 2025", date(2025, 12, 31), Precision.YEAR),
        ("Ongoing until March 2025", date(2025, 3, 31), Precision.MONTH),
    ],
)
def test_a_dated_deadline_ends_on_the_last_day_its_words_name(text, end, precision):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.start, deadline.end) == (Meaning.DATED, None, end)
    assert (deadline.precision, deadline.text, deadline.needs_base) == (precision, text, False)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("April 2024 - March 2025", date(2024, 4, 1), date(2025, 3, 31)),
        ("From January 2025 to June 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("Apr-Jun 2025", date(2025, 4, 1), date(2025, 6, 30)),
        ("2024/25-2026/27", date(2024, 4, 1), date(2027, 3, 31)),
        ("2015-2020", date(2015, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_range_has_both_its_ends(text, start, end):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.start, deadline.end) == (Meaning.DATED, start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2016/17 onwards", date(2016, 4, 1)),
        ("2017/18 onwards", date(2017, 4, 1)),
        ("Lobby to start 15/16", date(2015, 4, 1)),
        ("From April 2024", date(2024, 4, 1)),
        ("Ongoing from April 2024", date(2024, 4, 1)),
    ],
)
def test_a_start_is_not_taken_for_an_end(text, start):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.start, deadline.end) == (Meaning.STARTING, start, None)


@pytest.mark.parametrize(
    ("text", "recurrence", "start", "end"),
    [
        ("Annually from 2015-2020", YEARLY, date(2015, 1, 1), date(2020, 12, 31)),
        ("Annually from 2015- 2020", YEARLY, date(2015, 1, 1), date(2020, 12, 31)),
        ("Annually from 2016/17", YEARLY, date(2016, 4, 1), None),
        ("Each year", YEARLY, None, None),
        ("Monthly", Recurrence(Offset(1, Unit.MONTH)), None, None),
        ("Quarterly", Recurrence(Offset(3, Unit.MONTH)), None, None),
        ("Quarterly and ongoing", Recurrence(Offset(3, Unit.MONTH)), None, None),
        ("Every 6 months", Recurrence(Offset(6, Unit.MONTH)), None, None),
        ("Fortnightly", Recurrence(Offset(2, Unit.WEEK)), None, None),
        ("Every November", Recurrence(Offset(1, Unit.YEAR), month=11), None, None),
        ("November annually", Recurrence(Offset(1, Unit.YEAR), month=11), None, None),
        ("Annually by 31 March", Recurrence(Offset(1, Unit.YEAR), month=3, day=31), None, None),
        ("Monthly until March 2026", Recurrence(Offset(1, Unit.MONTH)), None, date(2026, 3, 31)),
    ],
)
def test_a_recurring_deadline_keeps_its_turn_and_its_bounds(text, recurrence, start, end):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.recurrence) == (Meaning.RECURRING, recurrence)
    assert (deadline.start, deadline.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Within 2 months", Offset(2, Unit.MONTH)),
        ("Within 3 months", Offset(3, Unit.MONTH)),
        ("Within 4 months.", Offset(4, Unit.MONTH)),
        ("3 months", Offset(3, Unit.MONTH)),
        ("Within 6 weeks", Offset(6, Unit.WEEK)),
        ("Within 10 working days", Offset(10, Unit.WORKING_DAY)),
        ("Within three months of publication", Offset(3, Unit.MONTH)),
        ("Six months from publication of the report", Offset(6, Unit.MONTH)),
        ("12-18 months", Offset(18, Unit.MONTH)),
        ("Immediate", Offset(0, Unit.DAY)),
        ("With immediate effect", Offset(0, Unit.DAY)),
    ],
)
def test_a_length_of_time_needs_a_base_date(text, within):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.within) == (Meaning.WITHIN, within)
    assert (deadline.needs_base, deadline.start, deadline.end) == (True, None, None)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Ongoing", Meaning.ONGOING),
        ("On-going.", Meaning.ONGOING),
        ("Throughout the life of the strategy", Meaning.ONGOING),
        ("Completed", Meaning.DONE),
        ("TBC", Meaning.TO_BE_CONFIRMED),
        ("Date to be agreed", Meaning.TO_BE_CONFIRMED),
        ("N/A", Meaning.NOT_APPLICABLE),
        ("", Meaning.BLANK),
        (" – ", Meaning.BLANK),
    ],
)
def test_a_state_is_read_as_itself_and_dates_nothing(text, meaning):
    assert read_deadline(text) == Deadline(text, meaning)


def test_done_with_a_date_keeps_the_date():
    deadline = read_deadline("Completed March 2024")
    assert (deadline.meaning, deadline.end) == (Meaning.DONE, date(2024, 3, 31))


def test_two_deadlines_in_one_are_both_kept():
    first, second = read_deadline("Design by 2015/16 delivery annually henceforth").parts
    assert (first.meaning, first.end) == (Meaning.DATED, date(2016, 3, 31))
    assert (second.recurrence, second.start) == (YEARLY, date(2016, 4, 1))


def test_two_dates_joined_by_and_are_two_deadlines():
    parts = read_deadline("30 June 2025 and 31 December 2025").parts
    assert [part.end for part in parts] == [date(2025, 6, 30), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "No date"),
        ("by mid 2027", "“mid” changes what the date means"),
        ("early 2027", "“early” changes what the date means"),
        ("Easter 2027", "“easter” changes what the date means"),
        ("March", "No year stands beside “March”"),
        ("31/02/2025", "not a date"),
        ("30 February 2025", "not a date"),
        ("Q3 2024", "which financial year"),
        ("Q7 2024/25", "no quarter 7"),
        ("Winter 2024", "one year"),
        ("2016/15", "ends before"),
        ("March 2025 to January 2025", "ends before"),
        ("Following the inspection in March 2024", "following"),
        ("Not before April 2026", "not"),
        ("Extended in June 2025", "extended"),
        ("bi-monthly", "twice a month"),
        ("04/07", "may be"),
        ("Within 48 hours", "number"),
        ("To be taken to the board for a decision on dates in 2026", "more than a date"),
    ],
)
def test_words_we_cannot_be_sure_of_are_kept_and_flagged(text, reason):
    deadline = read_deadline(text)
    assert (deadline.text, deadline.is_understood, deadline.end) == (text, False, None)
    assert reason in deadline.doubt


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("By of 2015/16", "slip"),
        ("Mar 25", "read as the month"),
        ("11/12", "financial year 2011/12"),
        ("Phase 2 March 2025", "“phase” was not read"),
    ],
)
def test_a_reading_that_could_be_another_is_shown_with_a_doubt(text, doubt):
    deadline = read_deadline(text)
    assert deadline.is_understood
    assert doubt in deadline.doubt


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("By 2016/17", "by 31 March 2017"),
        ("2016/17 onwards", "to start from 1 April 2016, no end date"),
        ("Annually from 2015-2020", "every year from 1 January 2015 to 31 December 2020"),
        (
            "Design by 2015/16 delivery annually henceforth",
            "by 31 March 2016; then every year from 1 April 2016",
        ),
        ("Within 3 months", "within 3 months of the base date"),
        ("Immediate", "at once, counted from the base date"),
        ("Annually by 31 March", "every 31 March"),
        ("Apr-Jun 2025", "from 1 April 2025 to 30 June 2025"),
        ("Completed March 2024", "done by 31 March 2024"),
        ("Ongoing", "no end date"),
        ("some day", "not understood"),
    ],
)
def test_the_meaning_stands_beside_the_words_in_plain_english(text, words):
    assert in_words(read_deadline(text)) == words
