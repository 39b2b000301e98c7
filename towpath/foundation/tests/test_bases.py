"""What a length of time is counted from: only the day of the very event its words name."""

from datetime import date

import pytest

from towpath.foundation.deadlines import Base, Bases, Day, Deadline, Standing, due_on, in_words, read_deadline, standing

LAUNCH, SIGNED, ENDS = date(2026, 1, 1), date(2026, 4, 3), date(2027, 3, 31)
KNOWN = Bases({Base.UNNAMED: Day(LAUNCH), Base.LAUNCH: Day(LAUNCH), Base.CONTRACT: Day(SIGNED, "the contract’s date"),
               Base.END_OF_DELIVERY: Day(ENDS, "the end of delivery")})  # fmt: skip
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "base", "due"),
    [
        ("Within 3 months", Base.UNNAMED, date(2026, 4, 1)),
        ("Within 3 months of launch", Base.LAUNCH, date(2026, 4, 1)),
        ("within 6 weeks of the start of the programme", Base.LAUNCH, date(2026, 2, 12)),
        ("6 months after contract signature", Base.CONTRACT, date(2026, 10, 3)),
        ("Within 6 months of the contract being signed", Base.CONTRACT, date(2026, 10, 3)),
        ("within 3 months of the award of contract", Base.CONTRACT, date(2026, 7, 3)),
        ("Immediately after contract signature", Base.CONTRACT, SIGNED),
        ("From contract signature, within 3 months", Base.CONTRACT, date(2026, 7, 3)),
        ("Contract signature + 3 months", Base.CONTRACT, date(2026, 7, 3)),
        ("Within 3 months of the end", Base.END_OF_DELIVERY, date(2027, 6, 30)),
        ("3 months after the end of delivery", Base.END_OF_DELIVERY, date(2027, 6, 30)),
        ("within 3 months of the end of the programme", Base.END_OF_DELIVERY, date(2027, 6, 30)),
        ("within 6 weeks of the end of all work", Base.END_OF_WORK, None),
        ("within 3 months of publication", Base.PUBLICATION, None),
        ("within 12 months of the publication of this review", Base.PUBLICATION, None),
        ("within 3 months of the inspection", Base.OTHER, None),
        ("within 3 months of the end of phase one", Base.OTHER, None),
        ("within 3 months of the end of the contract", Base.OTHER, None),
        ("within 2 weeks of referral", Base.OTHER, None),
        ("3 months after the start of delivery", Base.OTHER, None),
        ("within 6 months of funding being agreed", Base.OTHER, None),
    ],
)
def test_only_the_event_that_is_named_answers(text, base, due):
    deadline = read_deadline(text)
    assert (deadline.base, due_on(deadline, KNOWN, DAY)) == (base, due)
    if due is None:
        assert standing(deadline, KNOWN, DAY, is_done=False) is Standing.NO_BASE_DATE


@pytest.mark.parametrize("text", ["Within 3 months of the end", "6 months after contract signature"])
def test_a_plans_base_date_answers_no_other_event(text):
    assert due_on(read_deadline(text), date(2020, 1, 1), DAY) is None
    assert standing(read_deadline(text), date(2020, 1, 1), DAY, is_done=False) is Standing.NO_BASE_DATE


@pytest.mark.parametrize("text", ["Within 3 months", "Within 3 months of publication", "3 months from the report"])
def test_a_plans_base_date_answers_publication_and_what_names_nothing(text):
    assert due_on(read_deadline(text), LAUNCH, DAY) == date(2026, 4, 1)


def test_a_date_in_the_words_is_the_base():
    deadline = read_deadline("Within 3 months of 1 April 2026")
    assert (deadline.needs_base, due_on(deadline, KNOWN, DAY)) == (False, date(2026, 7, 1))
    assert in_words(deadline) == "within 3 months of 1 April 2026"
    month = read_deadline("within 3 months of March 2026")
    assert due_on(month, None, DAY) == date(2026, 6, 30)
    assert "names no day" in month.doubt


def test_a_second_date_beside_a_length_is_not_swallowed():
    assert not read_deadline("Within 3 months of publication (by June 2026)").is_understood


def test_turns_are_counted_from_the_event_too():
    deadline = read_deadline("Every 6 months after contract signature")
    assert due_on(deadline, KNOWN, date(2026, 5, 1)) == date(2026, 10, 3)
    assert due_on(deadline, LAUNCH, DAY) is None


def test_the_base_survives_being_kept_and_what_was_kept_before_has_none():
    deadline = read_deadline("6 months after contract signature")
    assert Deadline.from_json(deadline.as_json()) == deadline
    before = {name: value for name, value in deadline.as_json().items() if not name.startswith("base")}
    assert Deadline.from_json(before).base is Base.UNNAMED


def test_one_of_several_that_lacks_its_base_says_so():
    deadline = read_deadline("Design by June 2025 and 6 months after contract signature")
    assert deadline.needs_base
    assert due_on(deadline, KNOWN, DAY) == date(2026, 10, 3)
