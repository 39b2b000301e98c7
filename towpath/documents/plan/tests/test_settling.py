"""Doubts settled by a person: what each may come to, and that nothing else of the draft changes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.plan import AS_READ, DoubtAnswer, asked, read_plan, settled
from towpath.documents.plan.draft import AsAbove, Regrouped
from towpath.documents.plan.tests.building import document, table
from towpath.foundation.deadlines import read_deadline

HEADINGS = ["Recommendation", "Action", "Lead", "By when", "Progress"]
DRAFT = read_plan(
    document(
        table(
            HEADINGS,
            ("1. Train practices", "Train all staff", "Council and Police", "2013/15", "Completed The first round"),
            ("", "Send the booklet", "", "", "Begun"),
            ("", "Hold a forum", "", "Q4 2026", ""),
            ("2. Share what is learnt", "Publish", "Health, Care and Council", "mid 2027", ""),
            ("3. Listen", "", "", "", ""),
        )
    ),
    day=date(2026, 12, 1),
)
ASKED = {one.key: one for one in asked(DRAFT)}
FIELDS = {(one.position, one.doubt.field): one.key for one in ASKED.values() if one.key.startswith("a")}


def action(position, draft):
    return list(draft.actions)[position - 1]


def answered(position, field, choice):
    """The plan's action once its doubt about this field has the answer of these words, or is right as it was read."""
    key = FIELDS[position, field]
    answers = {answer.words: answer for answer in ASKED[key].doubt.answers} | {"": AS_READ}
    return action(position, settled(DRAFT, {key: answers[choice]}))


@pytest.mark.parametrize(
    ("position", "field", "choice", "leads"),
    [
        (1, "leads", "", ("Council and Police",)),
        (1, "leads", "2 leads: Council; Police", ("Council", "Police")),
        (2, "leads", "", ()),
        (2, "leads", "As above", ("Council and Police",)),
    ],
)
def test_leads_are_told_apart_as_a_person_says(position, field, choice, leads):
    done = answered(position, field, choice)
    assert done.leads == leads
    assert "leads" not in [doubt.field for doubt in done.doubts]


@pytest.mark.parametrize(
    ("position", "choice", "end", "words"),
    [
        (1, "", date(2015, 12, 31), "2013/15"),
        (1, "1 April 2013 to 31 March 2015", date(2015, 3, 31), "1 April 2013 to 31 March 2015"),
        (2, "As above", date(2015, 12, 31), "2013/15"),
        (2, "", None, ""),
        (3, "December 2026", date(2026, 12, 31), "December 2026"),
        (3, "Q4 2026/27", date(2027, 3, 31), "Q4 2026/27"),
        (3, "", None, "Q4 2026"),
        (4, "", None, "mid 2027"),
    ],
)
def test_a_deadline_becomes_what_a_person_says_and_bears_no_doubt_that_was_answered(position, choice, end, words):
    done = answered(position, "deadline", choice)
    assert (done.deadline.end, done.deadline.text) == (end, words)
    assert not done.deadline.is_understood or position == 2 or not done.deadline.doubt
    assert "deadline" not in [doubt.field for doubt in done.doubts]


def test_what_is_as_above_takes_what_was_answered_above():
    given = {FIELDS[1, "leads"]: ASKED[FIELDS[1, "leads"]].doubt.answers[0]}
    given |= {FIELDS[place, "leads"]: DoubtAnswer("As above", AsAbove.AS_ABOVE) for place in (2, 3)}
    plan = settled(DRAFT, given)
    assert [one.leads for one in plan.actions][:3] == [("Council", "Police")] * 3


def test_a_rating_is_chosen_from_its_scheme_or_nobody_stated_one():
    doubt = ASKED[FIELDS[1, "rating"]].doubt
    assert [answer.words for answer in doubt.answers] == ["Red", "Amber", "Green", "Not stated"]
    assert [answered(1, "rating", words).rating.label for words in ("", "Amber", "Not stated")] == [
        "Complete", "Amber", "Not stated",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("leads", "read", "names", "told"),
    [
        (("A", "B and C", "D"), ("B and C",), ("B", "C"), ("A", "B", "C", "D")),
        (("A", "B", "C"), ("A", "B"), ("A and B",), ("A and B", "C")),
        (("A", "B"), ("B",), ("A", "C"), ("A", "C")),
        (("A", "B"), ("B", "Z"), ("Q",), ("A", "B")),
    ],
)
def test_names_told_apart_otherwise_stand_where_they_stood(leads, read, names, told):
    assert Regrouped(read, names).applied(leads) == told


def test_a_recommendation_is_settled_as_an_action_is():
    (key,) = [key for key in ASKED if key.startswith("r")]
    plan = settled(DRAFT, {key: AS_READ})
    assert [one.doubts for one in plan.recommendations] == [(), (), ()]
    assert replace(plan, recommendations=()) == replace(DRAFT, recommendations=())


@given(st.sets(st.sampled_from(sorted(ASKED))))
def test_what_is_not_answered_stays_as_it_was_with_its_doubt(keys):
    plan = settled(DRAFT, dict.fromkeys(keys, AS_READ))
    left = [one.doubt for one in ASKED.values() if one.key not in keys]
    assert [one.doubt for one in asked(plan)] == left
    plain = [(one.text, one.leads, one.deadline.text, one.rating, one.updates) for one in plan.actions]
    assert plain == [(one.text, one.leads, one.deadline.text, one.rating, one.updates) for one in DRAFT.actions]


def test_no_answer_to_a_deadline_is_in_doubt_itself():
    for one in ASKED.values():
        for answer in one.doubt.answers:
            assert one.doubt.field != "deadline" or answer.becomes is AsAbove.AS_ABOVE or not answer.becomes.doubt
    assert read_deadline("Q4 2026").answers
