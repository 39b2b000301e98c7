"""Whatever is written in a deadline cell, reading it never invents a date and never loses the words."""

import json
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from towpath.foundation.deadlines import Base, Bases, Day, Deadline, Meaning, due_on, in_words, read_deadline
from towpath.foundation.deadlines.standing import lacks_base

JOINS = (
    "By",
    "of",
    "the",
    "end",
    "from",
    "until",
    "to",
    "onwards",
    "-",
    "/",
    ",",
    "and",
    "then",
    "henceforth",
)
TURNS = ("every", "each", "within", "annually", "quarterly", "monthly", "weekly", "immediate")
DATES = (
    "31/03/2025",
    "31st",
    "March",
    "2025",
    "Apr-25",
    "25",
    "2015/16",
    "15/16",
    "2015-2020",
    "Q3",
    "summer",
)
LENGTHS = ("3", "6", "months", "weeks", "years", "November", "2024", "winter", "2024/25")
OTHERS = ("ongoing", "completed", "TBC", "N/A", "design", "delivery", "review", "following", "not", "£5")
WORDS = st.sampled_from(JOINS + TURNS + DATES + LENGTHS + OTHERS)
WRITTEN = st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=40)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(WRITTEN)
@example("Design by 2015/16 delivery annually henceforth")
def test_every_date_read_has_its_year_in_the_words(text):
    for deadline in _all_parts(read_deadline(text)):
        for day in (deadline.start, deadline.end):
            assert day is None or _names_year(text, day)


@given(WRITTEN)
def test_the_words_are_kept_and_the_reading_survives_being_stored(text):
    deadline = read_deadline(text)
    assert deadline.text == text
    assert Deadline.from_json(json.loads(json.dumps(deadline.as_json()))) == deadline
    assert in_words(deadline)


@given(WRITTEN)
def test_a_start_never_comes_after_its_end(text):
    for deadline in _all_parts(read_deadline(text)):
        assert not (deadline.start and deadline.end) or deadline.start <= deadline.end


@given(WRITTEN, DAYS)
def test_without_a_base_date_what_needs_one_stays_undated(text, day):
    deadline = read_deadline(text)
    if deadline.needs_base and not deadline.parts:
        assert due_on(deadline, None, day) is None


@given(WRITTEN, DAYS, DAYS)
def test_a_recurring_deadline_is_never_due_in_the_past_while_its_turns_go_on(text, base, day):
    deadline = read_deadline(text)
    due = due_on(deadline, base, day)
    if deadline.recurrence and not lacks_base(deadline, base):  # "weekly of design" names another base
        assert due is not None
        assert due >= day or due == deadline.end


@given(WRITTEN, DAYS, DAYS)
@example("Every 6 months from launch", date(2026, 1, 1), date(2026, 11, 28))
@example("Immediate", date(2026, 1, 1), date(2026, 11, 28))
@example("Implemented from April 2027", date(2026, 1, 1), date(2026, 11, 28))
def test_what_is_printed_of_a_deadline_is_never_read_as_another_date_or_as_done(text, base, day):
    deadline = read_deadline(text)
    again = read_deadline(in_words(deadline))
    assert again.meaning is not Meaning.DONE or deadline.meaning is Meaning.DONE
    known = Bases({Base.UNNAMED: Day(base), Base.LAUNCH: Day(base + timedelta(days=40))})
    if deadline.meaning is not Meaning.DONE and not deadline.parts:
        assert due_on(again, known, day) in (due_on(deadline, known, day), None)


def _all_parts(deadline: Deadline) -> list[Deadline]:
    return [deadline, *deadline.parts]


def _names_year(text: str, day: date) -> bool:
    """The year's last two digits stand in the words; a start "henceforth" is the day after a named end."""
    eve = day - timedelta(days=1)
    return f"{day.year % 100:02}" in text or f"{eve.year % 100:02}" in text
