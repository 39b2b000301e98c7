"""A word of doing is a state only where nothing around it promises, denies, limits or puts a condition on it."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.deadlines import Meaning, Sense, Standing, due_on, read_deadline, sense_of, standing
from towpath.foundation.ratings import NOT_STATED, SCHEMES, recognise

WORDS = ("completed", "complete", "done", "closed", "achieved", "finished", "implemented")
PROMISES = (
    "to be", "will be", "should be", "must be", "shall be", "would be", "could be", "might be", "may be", "can be",
    "expected to be", "is expected to be", "due to be", "planned to be", "intended to be", "scheduled to be",
    "likely to be", "it will be", "this will be", "we expect it to be", "to have been", "will have been",
    "should have been", "aim to have it", "aiming to be", "is to be", "yet to be", "still to be", "has to be",
    "needs to be",
    "will now be", "will all be", "will hopefully be", "they will get", "it’ll be", "ready to be", "being",
)  # fmt: skip
PARTS = ("partially", "partly", "nearly", "almost", "mostly", "largely", "half", "90%", "60 per cent", "some actions",
         "most of it", "is partially", "has been partly", "phase one")  # fmt: skip
DENIALS = ("not", "not yet", "is not", "was never", "has not been", "isn't", "hasn’t been", "no action", "nothing")
CONDITIONS = ("once", "when", "until", "till", "if", "unless", "before it is", "after this is", "once the review is",
              "until all of it is", "subject to being", "when all staff are")  # fmt: skip
STATES = ("", "now", "was", "were", "is", "has been", "have all been", "this was", "fully", "all actions", "the work",
          "already", "100%", "successfully", "action plan")  # fmt: skip
DATES = (("", None), (" by March 2027", date(2027, 3, 31)), (" by 31/03/2027", date(2027, 3, 31)))


@pytest.mark.parametrize(("around", "word", "when"), list(product(PROMISES, WORDS, DATES)))
def test_a_promise_is_a_deadline_where_it_has_a_date_and_never_done(around, word, when):
    words, end = when
    deadline = read_deadline(f"{around} {word}{words}".capitalize())
    assert deadline.meaning is (Meaning.DATED if end else Meaning.NOT_UNDERSTOOD)
    assert deadline.end == end
    assert standing(deadline, None, date(2026, 11, 28), is_done=False) is not Standing.DONE


@pytest.mark.parametrize(("around", "word"), list(product(PARTS, WORDS)))
def test_a_part_is_not_the_whole_and_gives_no_date(around, word):
    deadline = read_deadline(f"{around} {word}")
    assert deadline.meaning is Meaning.PARTLY_DONE
    assert due_on(deadline, None, date(2026, 11, 28)) is None


@pytest.mark.parametrize(("around", "word", "when"), list(product(DENIALS, WORDS, ("", " by March 2027"))))
def test_what_is_denied_is_not_done(around, word, when):
    deadline = read_deadline(f"{around} {word}{when}")
    assert deadline.meaning not in (Meaning.DONE, Meaning.SEVERAL)
    assert deadline.end in (None, date(2027, 3, 31))


@pytest.mark.parametrize(("around", "word"), list(product(CONDITIONS, WORDS)))
def test_what_stands_under_a_condition_is_not_done(around, word):
    assert read_deadline(f"{around} {word}").meaning in (Meaning.NOT_UNDERSTOOD, Meaning.ONGOING)


@pytest.mark.parametrize(("around", "word", "when"), list(product(STATES, WORDS, ("", " March 2025", " in June"))))
def test_a_state_stays_a_state(around, word, when):
    if word == "complete" and when == " in June" and around not in ("now", "was", "were", "is", "has been", "already"):
        return  # "complete in June" may ask for it
    deadline = read_deadline(f"{around} {word}{when}".strip())
    assert deadline.meaning is Meaning.DONE
    assert deadline.end == (date(2025, 3, 31) if "2025" in when else None)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Complete by end of Q4 2026/27", date(2027, 3, 31)),
        ("Aim to complete by Summer 2027", date(2027, 8, 31)),
        ("Plan to complete in March 2027", date(2027, 3, 31)),
        ("We will complete this by June 2027", date(2027, 6, 30)),
        ("Due for completion by June 2027", date(2027, 6, 30)),
        ("Completion date: June 2027", date(2027, 6, 30)),
        ("For completion by June 2027", date(2027, 6, 30)),
        ("March 2027 to be completed", date(2027, 3, 31)),
        ("Ongoing, to be completed by March 2027", date(2027, 3, 31)),
        ("To be completed by March 2027.", date(2027, 3, 31)),
        ("Expected to be delivered by June 2027", date(2027, 6, 30)),
    ],
)
def test_other_ways_to_promise(text, end):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.end, deadline.doubt) == (Meaning.DATED, end, "")


@pytest.mark.parametrize("text", ["Completed by March 2025", "Complete in June 2025", "Implemented by 2027"])
def test_what_may_be_either_is_a_deadline_with_a_doubt(text):
    deadline = read_deadline(text)
    assert deadline.meaning is Meaning.DATED
    assert "may be a promise or say that it is done" in deadline.doubt


def test_until_complete_goes_on_and_keeps_its_turns():
    assert read_deadline("until complete").meaning is Meaning.ONGOING
    assert read_deadline("Quarterly until complete").meaning is Meaning.RECURRING


@pytest.mark.parametrize("text", ["Completed apart from the leaflet", "Complete in part", "Completed but for one team"])
def test_what_is_left_out_behind_counts_too(text):
    assert read_deadline(text).meaning is Meaning.PARTLY_DONE


NO_STATES = [f"{around} {word}" for around in (*PROMISES, *PARTS, *CONDITIONS) for word in ("completed", "achieved")]


@pytest.mark.parametrize("text", NO_STATES)
def test_a_rating_is_not_read_from_a_promise_a_part_or_a_condition(text):
    assert not any(recognise(scheme, text).rating.means_done for scheme in SCHEMES)


@pytest.mark.parametrize(("text", "label"), [
    ("Green - to be completed by June 2027", "Green"), ("On track to complete by March", "Green"),
    ("Could be at risk", "Not stated"), ("Was completed in June", "Complete"), ("Completed by the police", "Complete"),
    ("Complete by June 2027", "Not stated"), ("100% complete", "Complete"), ("Amber: 50% complete", "Amber"),
    ("Completed by March 2027", "Not stated"), ("Closed to new referrals", "Not stated"), ("Complete?", "Not stated"),
    ("Complete - March 2026", "Complete"), ("Blue - complete", "Complete"), ("✓ Completed", "Complete"),
    ("Green - complete the training", "Green"), ("In-complete", "Not stated"), ("11/12 complete", "Not stated"),
])  # fmt: skip
def test_a_rating_cell_says_what_it_says(text, label):
    assert recognise(SCHEMES[0], text).rating.label == label


@given(st.lists(st.sampled_from([*PROMISES, *PARTS, *DENIALS, *CONDITIONS]), min_size=1, max_size=2).map(" ".join))
def test_however_hedges_are_joined_nothing_is_done(hedges):
    assert sense_of(hedges.split(), "completed", ()).sense is not Sense.DONE
    assert read_deadline(f"{hedges} completed").meaning is not Meaning.DONE
    assert recognise(SCHEMES[0], f"{hedges} completed").rating in (NOT_STATED, *SCHEMES[0].ratings[:3])
