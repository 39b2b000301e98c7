"""Stretches of days, held to the sets of days they are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.days import covers, first_uncovered, is_over, share_a_day

START = date(2021, 1, 1)
FAR = 60
FIRSTS = st.integers(0, 20)
LENGTHS = st.none() | st.integers(0, 20)
STRETCHES = st.tuples(FIRSTS, LENGTHS)


def day(number: int) -> date:
    return START + timedelta(days=number)


def as_days(stretch: tuple[int, int | None]) -> tuple[date, date | None]:
    first, more = stretch
    return day(first), None if more is None else day(first + more)


def as_set(stretch: tuple[int, int | None]) -> set[int]:
    first, more = stretch
    return set(range(first, FAR if more is None else first + more + 1))


@given(STRETCHES, st.integers(0, FAR - 1))
def test_a_stretch_covers_its_first_day_its_last_and_those_between(stretch, number) -> None:
    assert covers(*as_days(stretch), day(number)) == (number in as_set(stretch))


@given(STRETCHES, st.integers(0, FAR - 1))
def test_a_stretch_is_over_from_the_day_after_its_last(stretch, number) -> None:
    assert is_over(as_days(stretch)[1], day(number)) == (number > max(as_set(stretch)))


@given(STRETCHES, STRETCHES)
def test_two_share_a_day_exactly_when_some_day_is_in_both(one, other) -> None:
    shared = bool(as_set(one) & as_set(other))
    assert share_a_day(as_days(one), as_days(other)) == share_a_day(as_days(other), as_days(one)) == shared


@given(STRETCHES, st.lists(STRETCHES, max_size=4))
def test_first_day_that_no_other_covers(one, others) -> None:
    left = as_set(one).difference(*map(as_set, others))
    found = first_uncovered(as_days(one), [as_days(other) for other in others])
    assert found == (day(min(left)) if left else None)
