"""How a figure follows from what was counted and from what a place owes: as a table, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from towpath.facts.counting import Tally
from towpath.facts.kinds import Flow, Ratio, Rows, Stock
from towpath.facts.places import PLACES
from towpath.foundation.figures import Absence, Figure
from towpath.foundation.periods import Quarter
from towpath.foundation.registry import RegistryError

DAY = date(2021, 11, 15)
QUARTER, BEFORE = Quarter.containing(DAY), Quarter.containing(DAY).previous()
NOT_DUE, NOT_REPORTED, NOT_APPLICABLE = Absence.NOT_DUE, Absence.NOT_REPORTED, Absence.NOT_APPLICABLE
MODEL: Any = get_user_model()


@dataclass(frozen=True)
class Canal:
    """A place that works, or for a reason does not."""

    began: date = BEFORE.start
    is_elsewhere: bool = False
    why: Absence | None = None

    def why_nothing(self, work: str, first: date, last: date) -> Absence | None:
        return self.why if work == "boats" else None

    def why_elsewhere(self, first: date, last: date, *, is_of_a_day: bool) -> Absence:
        return NOT_REPORTED if is_of_a_day else NOT_APPLICABLE


def canals(tally: Tally) -> Mapping[int, Canal]:
    return {}


@pytest.fixture(autouse=True)
def with_canals(monkeypatch):
    """The kinds of place, with one more."""
    monkeypatch.setitem(PLACES._things, "canal", canals)


ROWS = Rows(lambda tally: MODEL.objects.all(), day="day", places={"canal": "canal"})
NAMED = {"one": "one", "many": "many", "label": "Label", "model": MODEL}
LOST = Stock(key="lost", of=ROWS, **NAMED)
TRIPS = Flow(key="trips", of=ROWS, work="boats", unsettled=LOST, **NAMED)
PEOPLE = Flow(key="people", of=ROWS, adds="people", during=TRIPS, **NAMED)
LOCKS = Stock(key="locks", at="canal", number=lambda tally, canal, first, last: 3 if first is None else 2, **NAMED)
EMPTY = Stock(
    key="empty", at="canal", number=lambda *asked: 0, work="boats", why_none=lambda *asked: asked[-1] or NOT_APPLICABLE,
    **NAMED,
)  # fmt: skip


def counted(
    lost: int = 0, trips: int = 0, people: int = 0, recorded: int = 0, *, canal: Canal | None = None,
    earlier: tuple[int, ...] = (),
) -> Tally:  # fmt: skip
    """A canal with so many trips in the quarter of the day, people at those that were recorded, and trips before."""
    by_quarter = {QUARTER: [lost, trips, people, recorded]}
    if earlier:
        by_quarter[BEFORE] = list(earlier)
    known: Mapping[Any, Any] = {canals: {1: canal or Canal()}, ROWS: {1: by_quarter}}
    return Tally("canal", [1], DAY, known_on=DAY, known=known)


TRUTH = {
    "it works and nothing happened": (counted(), 0, NOT_APPLICABLE),
    "it did not work": (counted(canal=Canal(why=NOT_DUE)), NOT_DUE, NOT_DUE),
    "it did not work, and something happened all the same": (counted(0, 2, 5, 1, canal=Canal(why=NOT_DUE)), 2, 5),
    "something may have happened and nobody said": (counted(lost=1), NOT_REPORTED, NOT_REPORTED),
    "something may have happened, and something did": (counted(1, 1, 4, 1), 1, 4),
    "it did not work, so nothing was missed": (counted(lost=1, canal=Canal(why=NOT_DUE)), NOT_DUE, NOT_DUE),
    "it happened and nobody recorded how much": (counted(trips=2), 2, NOT_REPORTED),
    "it happened and nought was recorded on purpose": (counted(0, 2, 0, 1), 2, 0),
    "its figures are kept elsewhere": (
        counted(0, 2, 5, 2, canal=Canal(is_elsewhere=True)), NOT_APPLICABLE, NOT_APPLICABLE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TRUTH)
def test_a_figure_is_a_number_or_the_word_for_why_there_is_none(what: str) -> None:
    tally, *expected = TRUTH[what]
    found = [tally.figure(fact, 1) for fact in (TRIPS, PEOPLE)]
    assert [one.number if one.absence is None else one.absence for one in found] == expected


def test_since_the_start_is_the_sum_of_the_quarters_and_before_is_what_was_not_owed_yet() -> None:
    tally = counted(0, 2, 5, 2, earlier=(0, 3, 7, 3))
    assert [tally.since_start(fact, 1).number for fact in (TRIPS, PEOPLE)] == [5, 12]
    assert [tally.before(fact, 1, QUARTER).number for fact in (TRIPS, PEOPLE)] == [3, 7]
    assert tally.before(TRIPS, 1, BEFORE) == Figure(absence=NOT_DUE)
    assert tally.at(1).quarters == (BEFORE, QUARTER)


def test_a_stock_of_rows_is_all_of_them_up_to_the_quarter() -> None:
    tally = counted(lost=1, earlier=(4, 0, 0, 0))
    assert [tally.figure(LOST, 1, quarter).number for quarter in (BEFORE, QUARTER)] == [4, 5]
    assert (tally.number(LOST, 1), tally.number(LOST, 1, QUARTER)) == (5, 1)


def test_what_a_room_says_itself_is_asked_with_the_days_of_the_quarter_or_from_the_beginning() -> None:
    tally = counted()
    assert (tally.figure(LOCKS, 1).number, tally.number(LOCKS, 1), tally.before(LOCKS, 1, None).number) == (2, 3, 3)


def test_a_room_may_say_better_why_there_is_nothing() -> None:
    assert counted().figure(EMPTY, 1) == Figure(absence=NOT_APPLICABLE)
    assert counted(canal=Canal(why=NOT_REPORTED)).figure(EMPTY, 1) == Figure(absence=NOT_REPORTED)
    assert counted(canal=Canal(is_elsewhere=True)).figure(EMPTY, 1) == Figure(absence=NOT_REPORTED)


def test_a_ratio_leaves_out_places_at_which_one_of_the_two_is_no_number() -> None:
    known: Mapping[Any, Any] = {
        canals: {1: Canal(), 2: Canal(why=NOT_DUE)},
        ROWS: {1: {QUARTER: [0, 2, 5, 2]}},
    }
    tally = Tally("canal", [1, 2], DAY, known_on=DAY, known=known)
    ratio = tally.ratio(Ratio("Trips for each lock", TRIPS, LOCKS))
    assert (ratio.part.number, ratio.whole.number, ratio.places, ratio.without) == (2, 2, 1, 1)
    assert tally.total(TRIPS).number == tally.total_since_start(TRIPS).number == 2


def test_a_fact_is_counted_of_rows_or_said_by_its_room_and_never_both() -> None:
    for more in ({}, {"of": ROWS, "number": lambda *asked: 1}):
        with pytest.raises(TypeError, match="never both"):
            Flow(key="odd", **NAMED, **more)


def test_what_is_owed_nowhere_is_counted_where_figures_are_kept_elsewhere_too() -> None:
    tally = counted(canal=Canal(is_elsewhere=True))
    assert (tally.figure(LOCKS, 1), tally.before(LOCKS, 1, None)) == (Figure(2), Figure(3))
    assert (tally.figure(EMPTY, 1).absence, tally.before(EMPTY, 1, None).absence) == (NOT_REPORTED, NOT_DUE)


def test_a_kind_of_place_that_no_room_registered_is_refused() -> None:
    with pytest.raises(RegistryError):
        Tally("island", [1], DAY, known_on=DAY).figure(TRIPS, 1)
