"""Why nothing counted is no nought and the quarters of a board."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.figures import Absence
from towpath.foundation.periods import Quarter, quarters_between, quarters_up_to, span_of
from towpath.programmes.facts import Work, first_day_of, why_nothing
from towpath.programmes.models import Mode, SitePeriod

START, END = date(2020, 4, 1), date(2020, 6, 30)
EARLIER = (Mode.BLENDED, date(2020, 1, 1), date(2020, 3, 1))


def periods(*told: tuple[Mode, date, date | None]) -> list[SitePeriod]:
    return [SitePeriod(mode=mode, started_on=first, ended_on=last) for mode, first, last in told]


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


@pytest.mark.parametrize(("mode", "expected"), [(Mode.MOBILISING, None), (Mode.PAUSED, Absence.NOT_DUE)])
def test_practices_sign_up_from_mobilising_on(mode: Mode, expected: Absence | None) -> None:
    assert why_nothing(periods((mode, START, None)), START, END, Work.SIGNS_UP) == expected


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
    assert first_day_of(periods((Mode.MOBILISING, START, None)), Work.DELIVERS) is None
    both = periods((Mode.MOBILISING, START, END), (Mode.ADAPTED, date(2020, 7, 1), None))
    assert first_day_of(both, Work.DELIVERS) == date(2020, 7, 1)


@pytest.mark.parametrize(
    ("day", "last", "is_open"),
    [(START, START, True), (END - timedelta(days=1), END - timedelta(days=1), True), (END, END, False),
     (END + timedelta(days=1), END, False)],
)  # fmt: skip
def test_a_quarter_goes_on_until_its_last_day_and_counts_up_to_the_day_seen(day: date, last: date, is_open) -> None:
    span = span_of(Quarter.containing(START), day)
    assert (span.first, span.last, span.is_open) == (START, last, is_open)
