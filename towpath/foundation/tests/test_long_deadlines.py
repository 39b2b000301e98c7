"""Reading a deadline takes work in proportion to its words, and an account in a deadline cell takes none."""

import sys
from collections.abc import Callable

import pytest

from towpath.foundation.deadlines import Meaning, read_deadline
from towpath.foundation.deadlines.vocabulary import LONGEST_WORDS

PHRASES = (
    "design ",
    "by ",
    "and ",
    "in the middle of the ",
    "1st of the ",
    "march to ",
    "every ",
    "31 march 2025 ",
    "31 march 2025 and design of the ",
    "within 3 months of the ",
    "within 3 months of design and ",
    "annually henceforth ",
    "ongoing ",
    "completed ",
    "completed, ",
    "to be completed by ",
    "31 march 2025 to complete ",
    "monthly meetings ",
    "3 months - ",
    "3 months prior to ",
    "jan - ",
    "2015-2020-",
    "... ",
    "q1, ",
)


@pytest.mark.parametrize("phrase", PHRASES)
def test_twice_the_words_take_at_most_twice_the_work(phrase):
    times = LONGEST_WORDS // len(phrase) // 2
    once, twice = (calls(lambda: read_deadline(phrase * count)) for count in (times, times * 2))  # noqa: B023
    assert twice <= 2.1 * once


def test_a_cell_too_long_for_a_deadline_is_kept_and_never_cut_into_dates():
    account = "We met on 31 March 2025 and the training began. " * 20_000
    reading = read_deadline(account)
    assert (reading.meaning, reading.text) == (Meaning.NOT_UNDERSTOOD, account)
    assert reading.doubt == "These words say more than a date."
    assert calls(lambda: read_deadline(account)) < 100


def test_many_deadlines_in_one_cell_are_still_all_read():
    reading = read_deadline(", ".join(f"design by 31 March {year}" for year in range(2021, 2030)))
    assert [part.end.year for part in reading.parts] == list(range(2021, 2030))


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions, ours and the language's, a piece of work makes: the same on any machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
