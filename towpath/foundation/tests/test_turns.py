"""Turns that come round are found in few steps, however short they are and however far away."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.deadlines import Offset, Unit, due_on, read_deadline, working_dates
from towpath.foundation.deadlines.standing import offset_after
from towpath.foundation.tests.test_long_deadlines import calls

EVERY_COUNT = range(1, 101)
BASES = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize("unit", Unit)
def test_the_dates_of_every_turn_take_few_steps(unit):
    for number in EVERY_COUNT:
        deadline = read_deadline(f"every {number} {unit}s")
        assert deadline.recurrence.step == Offset(number, unit)
        seen = []
        assert calls(lambda: seen.append(working_dates(deadline, date(2000, 1, 1), date(2026, 11, 28)))) < 2_000  # noqa: B023
        assert seen[0].due_on >= date(2026, 11, 28)
        assert seen[0].overdue_after is None


@pytest.mark.parametrize("text", ["every day", "every working day", "each business day", "every week", "weekly"])
def test_short_turns_without_an_end_have_a_next_turn(text):
    worked = working_dates(read_deadline(text), date(2026, 1, 1), date(2026, 11, 26))
    assert date(2026, 11, 26) <= worked.due_on <= date(2026, 12, 3)


@given(st.sampled_from(Unit), st.sampled_from(EVERY_COUNT), BASES, st.integers(0, 1_500))
def test_the_next_turn_is_the_first_that_counting_one_by_one_finds(unit, number, base, days):
    day = base + timedelta(days=days)
    turns = (offset_after(base, Offset(number * turn, unit)) for turn in count(1))
    counted = read_deadline(f"every {number} {unit}s")
    if counted.recurrence.follows_the_quarters:
        return  # these end with the calendar's months and quarters
    assert due_on(counted, base, day) == next(turn for turn in turns if turn >= day)


@given(BASES, st.integers(0, 400))
def test_working_days_are_counted_as_on_a_wall_calendar(base, number):
    day, left = base, number
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    assert offset_after(base, Offset(number, Unit.WORKING_DAY)) == day
