"""Figures, the words for why there is none, and sums that their parts add up to."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.delivery.facts.dues import first_delivery, quarters_between, quarters_up_to, why_nothing
from towpath.delivery.facts.figure import Figure, total_of
from towpath.delivery.facts.numbers import Tally
from towpath.delivery.presenters.charts import BAR, HIGH, Column, chart_of, reach, tallest
from towpath.delivery.presenters.figures import held_in
from towpath.foundation.absence import Absence
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Mode, SitePeriod

START, END = date(2020, 4, 1), date(2020, 6, 30)
EARLIER = (Mode.BLENDED, date(2020, 1, 1), date(2020, 3, 1))
figures = st.one_of(
    st.integers(0, 10_000).map(Figure), st.sampled_from(list(Absence)).map(lambda absence: Figure(absence=absence))
)


def periods(*told: tuple[Mode, date, date | None]) -> list[SitePeriod]:
    return [SitePeriod(mode=mode, started_on=first, ended_on=last) for mode, first, last in told]


@given(st.lists(figures))
def test_total_is_the_sum_of_its_numbers_and_counts_every_figure_once(listed: list[Figure]) -> None:
    total = total_of(listed)
    assert total.number == sum(figure.number for figure in listed if figure.number is not None)
    assert total.counted + sum(count for _, count in total.absent) == len(listed)


@given(st.lists(figures), st.lists(figures))
def test_totals_of_two_parts_make_the_total_of_the_whole(one: list[Figure], other: list[Figure]) -> None:
    assert total_of(one).number + total_of(other).number == total_of([*one, *other]).number


def test_figure_is_a_number_or_a_word_and_never_both() -> None:
    for wrong in ({}, {"number": 3, "absence": Absence.NOT_DUE}):
        with pytest.raises(ValueError, match="never both"):
            Figure(**wrong)


@given(st.integers(0, 50), st.sampled_from([None, *Absence]))
def test_number_above_nought_is_always_said(number: int, otherwise: Absence | None) -> None:
    figure = Figure.of(number, otherwise)
    assert (figure.number == number) == (number > 0 or otherwise is None)
    assert figure.words == (str(number) if number or otherwise is None else otherwise.value)


def test_every_kind_of_no_number_has_a_word_of_its_own_and_none_is_nought() -> None:
    said = {Figure(0).words, *(Figure(absence=absence).words for absence in Absence)}
    assert said == {"0", "Not due", "Not reported", "Not applicable", "No target set", "Hidden: too few"}


NOTHING_BECAUSE = {
    "it delivered": (periods((Mode.BLENDED, START, None)), None),
    "it delivered for one day": (periods((Mode.BLENDED, END, None)), None),
    "it was still mobilising": (periods((Mode.MOBILISING, START, None)), Absence.NOT_DUE),
    "its first period lay ahead": (periods((Mode.BLENDED, date(2020, 7, 1), None)), Absence.NOT_DUE),
    "it had no period at all": ([], Absence.NOT_DUE),
    "it paused before it began": (periods((Mode.PAUSED, START, None)), Absence.NOT_DUE),
    "it closed before it began": (periods((Mode.CLOSED, START, None)), Absence.NOT_APPLICABLE),
    "it was paused": (periods(EARLIER, (Mode.PAUSED, date(2020, 3, 2), None)), Absence.NOT_APPLICABLE),
    "it had closed": (periods(EARLIER, (Mode.CLOSED, date(2020, 3, 2), None)), Absence.NOT_APPLICABLE),
    "nobody said how it worked": (periods(EARLIER), Absence.NOT_REPORTED),
}


@pytest.mark.parametrize("why", NOTHING_BECAUSE)
def test_nothing_counted_is_nought_or_has_its_word(why: str) -> None:
    told, expected = NOTHING_BECAUSE[why]
    assert why_nothing(told, START, END) == expected


@pytest.mark.parametrize(
    ("tally", "mode", "sessions", "people"),
    [
        (Tally(2, 9), Mode.BLENDED, "2", "9"),
        (Tally(2, 0), Mode.BLENDED, "2", "Not reported"),
        (Tally(), Mode.BLENDED, "0", "Not applicable"),
        (Tally(), Mode.MOBILISING, "Not due", "Not due"),
        (Tally(1, 4), Mode.MOBILISING, "1", "4"),
    ],
)
def test_people_are_not_reported_where_sessions_were_held_and_nobody_was_counted(tally, mode, sessions, people) -> None:
    held = held_in(periods((mode, START, None)), tally, START, END)
    assert (held.sessions.words, held.people.words) == (sessions, people)


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(1, 20))
def test_quarters_up_to_a_day_follow_one_another_and_end_with_its_own(day: date, count: int) -> None:
    quarters = quarters_up_to(day, count)
    assert len(quarters) == count
    assert day in quarters[-1]
    assert all(later == one.next() for one, later in pairwise(quarters))


@given(st.dates(date(2001, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_every_day_between_lies_in_one_of_the_quarters(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    quarters = quarters_between(first, last)
    assert first in quarters[0]
    assert last in quarters[-1]
    assert len(set(quarters)) == len(quarters)


def test_site_that_never_delivered_has_no_first_delivery() -> None:
    assert first_delivery(periods((Mode.MOBILISING, START, None))) is None
    both = periods((Mode.MOBILISING, START, END), (Mode.ADAPTED, date(2020, 7, 1), None))
    assert first_delivery(both) == date(2020, 7, 1)


@given(st.lists(figures, min_size=1, max_size=30), st.booleans())
def test_every_quarter_is_drawn_once_and_inside_the_drawing(listed: list[Figure], is_open: bool) -> None:
    quarters = quarters_up_to(date(2026, 3, 31), len(listed))
    columns = [
        Column(quarter, figure, is_open=is_open and quarter == quarters[-1])
        for quarter, figure in zip(quarters, listed, strict=True)
    ]
    chart = chart_of("Sessions", columns, tallest(listed))
    drawn = chart.closed + chart.still_open + chart.absent
    assert drawn.count("z") == len(listed)
    assert chart.absent.count("z") == sum(figure.number is None for figure in listed)
    assert all(int(height) <= HIGH for height in re.findall(r"v-(\d+)", drawn))
    assert all(figure.words.lower() in chart.sentence for figure in listed)


@given(st.integers(0, 500), st.integers(0, 500))
def test_bar_is_full_when_the_target_is_reached(number: int, target: int) -> None:
    bar = reach(number, target)
    if not target:
        assert bar is None
    else:
        assert bar is not None
        assert 0 <= bar.done <= BAR
        assert (bar.done >= bar.goal) == (number >= target) or abs(bar.done - bar.goal) <= 1


def test_quarter_goes_on_until_its_last_day() -> None:
    quarter = Quarter.containing(START)
    assert [quarter.end > day for day in (END - timedelta(days=1), END)] == [True, False]
