"""Who is signed up on a day and who signed up in a window, at the edges of both."""

from datetime import date, timedelta

import pytest

from towpath.practices.facts import SiteStays, Stay

DAY = date(2021, 9, 30)


def on(days: int) -> date:
    return DAY + timedelta(days)


def stay(practice: int, first: int, last: int | None = None) -> Stay:
    return Stay(100 * practice + first, practice, on(first), None if last is None else on(last))


@pytest.mark.parametrize(
    ("first", "last", "is_in_place"), [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (-9, 1, True)]
)
def test_a_practice_is_in_place_from_its_first_day_to_its_last(first, last, is_in_place):
    assert bool(SiteStays([stay(1, first, last)]).in_place(DAY)) == is_in_place


def test_a_practice_that_left_and_came_back_is_one_by_its_newest_stay():
    older, newer = stay(1, -90, -30), stay(1, -20)
    assert SiteStays([older, newer, stay(2, -5)]).in_place(DAY) == [newer, stay(2, -5)]


@pytest.mark.parametrize(
    ("window", "joined"),
    [((0, 0), [0]), ((-1, 1), [-1, 0, 1]), ((None, 0), [-9, -1, 0]), ((1, 9), [1]), ((2, 9), []), ((None, -10), [])],
)
def test_who_signed_up_in_a_window_did_so_on_one_of_its_days(window, joined):
    stays = SiteStays([stay(practice, first) for practice, first in enumerate((-9, -1, 0, 1))])
    first, last = (None if days is None else on(days) for days in window)
    assert [(one.first - DAY).days for one in stays.joined(first, last)] == joined


@pytest.mark.parametrize(
    ("counted", "nobody", "uncounted"),
    [([], False, 0), ([None], True, 1), ([1], True, 1), ([0], False, 0), ([0, None], False, 1), ([None, 5], True, 2)],
)
def test_whose_staff_were_ever_counted_is_known_from_that_day_on(counted, nobody, uncounted):
    stays = SiteStays([stay(practice, -9) for practice, _ in enumerate(counted)])
    first_counts = {one.sign_up: on(day) for one, day in zip(stays.stays, counted, strict=True) if day is not None}
    assert stays.nobody_is_counted(DAY, first_counts) == nobody
    assert len(stays.uncounted(DAY, first_counts)) == uncounted
