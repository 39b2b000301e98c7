"""Change in a score: who has two readings, which way they went, and that the parts always add up."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.change import Scale, ScoreChange, ScoreReading, change_of

WELLBEING = Scale("Wellbeing, 1 to 10", 1, 10, higher_is_better=True)
PAIN = Scale("Pain, 0 to 10", 0, 10, higher_is_better=False)

values = st.integers(-1000, 1000).map(lambda number: number / 10)
readings = st.lists(
    st.builds(ScoreReading, person=st.sampled_from("abcdef"), at=st.integers(0, 50), value=values), max_size=40
)


def scores(**people):
    """Readings of each person, in the order of time."""
    return [ScoreReading(person, at, value) for person, row in people.items() for at, value in enumerate(row)]


def test_change_is_last_minus_first_over_people_with_two_readings():
    change = change_of(scores(ada=[2, 9, 5], ben=[4, 4], cy=[8, 6], di=[7]), higher_is_better=True)
    assert change == ScoreChange(
        n=3, mean_first=14 / 3, mean_last=5, mean_change=1 / 3, improved=1, same=1, worse=1, one_reading_only=1
    )
    assert change.people == 4


def test_where_lower_is_better_a_fall_is_an_improvement():
    change = change_of(scores(ada=[8, 3], ben=[2, 7], cy=[6, 1]), higher_is_better=False)
    assert (change.improved, change.worse, change.mean_change) == (2, 1, pytest.approx(-5 / 3))


def test_first_and_last_are_told_by_time_and_not_by_the_order_of_rows():
    given_last = [ScoreReading("ada", date(2024, 6, 1), 7), ScoreReading("ada", date(2024, 1, 1), 3)]
    assert change_of(given_last, higher_is_better=True).mean_change == 4


def test_a_day_and_a_moment_are_put_in_order_by_the_clock_in_london():
    morning = ScoreReading("ada", datetime(2024, 6, 1, 23, 30, tzinfo=UTC), 3)  # already 2 June in London
    day = ScoreReading("ada", date(2024, 6, 2), 7)
    assert change_of([morning, day], higher_is_better=True).mean_change == -4


def test_readings_of_one_moment_count_in_the_order_given():
    assert change_of([ScoreReading("ada", 1, 3), ScoreReading("ada", 1, 5)], higher_is_better=True).mean_change == 2


@pytest.mark.parametrize("given_readings", [[], [ScoreReading("ada", 1, 3)]])
def test_nobody_with_two_readings_has_no_mean_which_is_not_nought(given_readings):
    change = change_of(given_readings, higher_is_better=True)
    assert (change.n, change.mean_first, change.mean_last, change.mean_change) == (0, None, None, None)
    assert change.one_reading_only == len(given_readings)
    assert (change.improved, change.same, change.worse) == (0, 0, 0)


def test_who_improved_stayed_and_fell_are_counted_beside_their_whole():
    change = change_of(scores(ada=[1, 2], ben=[1, 2], cy=[3, 1]), higher_is_better=True)
    assert (change.improved, change.same, change.worse, change.n) == (2, 0, 1, 3)


@given(readings, st.booleans())
def test_parts_add_up_to_their_wholes(given_readings, higher_is_better):
    change = change_of(given_readings, higher_is_better)
    assert change.improved + change.same + change.worse == change.n
    assert change.n + change.one_reading_only == len({reading.person for reading in given_readings}) == change.people


@given(readings, st.booleans())
def test_mean_change_is_the_difference_of_the_means(given_readings, higher_is_better):
    change = change_of(given_readings, higher_is_better)
    if change.n:
        assert math.isclose(change.mean_change, change.mean_last - change.mean_first, abs_tol=1e-9)


@given(readings)
def test_the_other_direction_swaps_improved_and_worse_and_nothing_else(given_readings):
    up, down = change_of(given_readings, True), change_of(given_readings, False)
    assert down == replace(up, improved=up.worse, worse=up.improved)


@given(st.lists(st.tuples(st.sampled_from("abc"), values), unique_by=lambda pair: pair, max_size=12), st.randoms())
def test_the_order_of_rows_changes_nothing(pairs, shuffling):
    given_readings = [ScoreReading(person, at, value) for at, (person, value) in enumerate(pairs)]
    before = change_of(given_readings, True)
    shuffling.shuffle(given_readings)
    after = change_of(given_readings, True)
    assert replace(after, mean_first=None, mean_last=None, mean_change=None) == replace(
        before, mean_first=None, mean_last=None, mean_change=None
    )
    assert after.mean_change == pytest.approx(before.mean_change)


@pytest.mark.parametrize("value", [0, 11, math.nan, math.inf, -math.inf])
def test_a_value_off_the_scale_is_refused(value):
    with pytest.raises(ValueError, match=r"1 to 10|a number"):
        ScoreReading("ada", 1, value, WELLBEING)


@pytest.mark.parametrize("value", [1, 5.5, 10])
def test_both_ends_are_on_the_scale(value):
    assert ScoreReading("ada", 1, value, WELLBEING).value == value


def test_the_refusal_says_what_the_scale_is():
    with pytest.raises(match="11 is not on the scale “Wellbeing, 1 to 10”, which runs from 1 to 10"):
        WELLBEING.check(11)


@pytest.mark.parametrize("bounds", [(5, 5), (10, 1), (math.nan, 5), (0, math.inf)])
def test_a_scale_has_a_lowest_value_below_its_highest(bounds):
    with pytest.raises(ValueError, match="lowest value below its highest"):
        Scale("Broken", *bounds, higher_is_better=True)


@pytest.mark.parametrize(
    "others", [PAIN, None, replace(WELLBEING, name="Wellbeing, 2nd edition"), replace(WELLBEING, maximum=11)]
)
def test_scales_are_never_mixed(others):
    mixed = [ScoreReading("ada", 1, 3, WELLBEING), ScoreReading("ada", 2, 4, others)]
    with pytest.raises(match="cannot be counted together"):
        change_of(mixed, higher_is_better=True)


def test_a_direction_other_than_the_scales_own_is_refused():
    with pytest.raises(match="which direction"):
        change_of([ScoreReading("ada", 1, 3, PAIN)], higher_is_better=True)


def test_dates_and_plain_numbers_are_not_put_in_one_order():
    with pytest.raises(match="one or the other"):
        change_of([ScoreReading("ada", 1, 3), ScoreReading("ada", date(2024, 1, 1), 4)], higher_is_better=True)
