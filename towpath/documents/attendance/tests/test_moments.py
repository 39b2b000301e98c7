"""Dates that could be read two ways, and the ways to tell which was meant."""

from datetime import datetime

import pytest

from towpath.documents.attendance import DateOrder, read_teams
from towpath.documents.attendance.tests.making import events, exported, sections

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


def started(text, **more):
    return read_teams(exported(text), **more).started_at


def test_a_day_past_the_twelfth_decides_for_the_whole_file():
    assert read_teams(exported(sections("13/04/2024"))).doubts == ()
    assert started(sections("4/13/2024")) == datetime(2024, 4, 13, 9, 58)  # noqa: DTZ001


def test_a_date_that_could_be_either_is_british_and_told():
    attendance = read_teams(exported(sections("04/03/2024")))
    assert attendance.started_at == datetime(2024, 3, 4, 9, 58)  # noqa: DTZ001
    assert attendance.doubts == (
        "The dates could be read in two ways. The day was taken to come first: 4 March 2024, not 3 April 2024.",
    )


def test_a_person_who_answers_the_doubt_is_believed():
    attendance = read_teams(exported(sections("04/03/2024")), order=MONTH)
    assert attendance.started_at == datetime(2024, 4, 3, 9, 58)  # noqa: DTZ001
    assert attendance.doubts == ()


def test_an_answer_that_makes_no_date_is_passed_over():
    assert started(sections("23/04/2024"), order=MONTH) == datetime(2024, 4, 23, 9, 58)  # noqa: DTZ001


def test_the_order_that_keeps_a_meeting_within_a_day_is_taken_without_a_doubt():
    rows = ("Ada (invented)\tJoined\t4/3/2024, 11:50 PM", "Ada (invented)\tLeft\t4/4/2024, 12:20 AM")
    attendance = read_teams(exported(events(*rows)))
    assert attendance.started_at == datetime(2024, 4, 3, 23, 50)  # noqa: DTZ001
    assert (attendance.people[0].minutes, attendance.doubts) == (30, ())


def test_a_date_that_is_the_same_either_way_is_no_doubt():
    assert read_teams(exported(sections("05/05/2024"))).doubts == ()


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("12:05:00 AM", 0, 5), ("12:05:00 PM", 12, 5), ("1:05:00 pm", 13, 5), ("1:05 p.m.", 13, 5),
        ("1:05:00\u202fPM", 13, 5), ("13:05:00", 13, 5), ("13.05.00", 13, 5),
    ],
)  # fmt: skip
def test_the_clock_is_read_however_it_is_set(written, hour, minute):
    rows = (f"Ada (invented)\tJoined\t23/04/2024, {written}", "Ada (invented)\tLeft\t23/04/2024, 23:00:00")
    assert started(events(*rows)) == datetime(2024, 4, 23, hour, minute)  # noqa: DTZ001


def test_times_in_utc_are_told_as_the_clock_in_london_showed_them():
    told = sections().replace("First Join", "First Join (UTC)").replace("Last Leave", "Last Leave (UTC)")
    cy = read_teams(exported(told)).people[2]
    assert (cy.joined_at.hour, cy.left_at.hour) == (11, 11)
    assert cy.minutes == 45
