"""The change in answers: each question on its own scale, in its own direction, its people counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.training.models import Question
from towpath.training.presenters.feedback import Said, as_mean, change_lines

SURE = Question(pk=1, topic="confidence", wording="How sure?", minimum=1, maximum=5, higher_is_better=True)
WORRIED = Question(pk=2, topic="worry", wording="How worried?", minimum=0, maximum=10, higher_is_better=False)


def said(question, *people, session=1):
    """From (before, after) of one person each."""
    return [
        Said(session, question.pk, str(number), moment, value)
        for number, pair in enumerate(people, start=1)
        for moment, value in zip(("before", "after"), pair, strict=True)
        if value is not None
    ]


def test_a_line_says_means_change_and_who_improved():
    (line,) = change_lines([SURE], said(SURE, (2, 4), (3, 3), (4, 3), (5, None)))
    assert (line.before, line.after, line.difference) == ("3", "3.33", "+0.33")
    change = line.change
    assert (change.n, change.improved, change.same, change.worse, change.one_reading_only) == (3, 1, 1, 1, 1)
    assert str(change.improved_part) == "1 of 3 (33 %)"


def test_where_lower_is_better_a_fall_is_an_improvement():
    (line,) = change_lines([WORRIED], said(WORRIED, (8, 2), (3, 4)))
    assert (line.change.improved, line.change.worse, line.difference) == (1, 1, "−2.5")
    assert line.scale == "0 to 10, lower is better"


def test_questions_are_never_added_up_and_unanswered_ones_are_left_out():
    lines = change_lines([SURE, WORRIED], said(WORRIED, (8, 2)))
    assert [line.topic for line in lines] == ["worry"]
    both = change_lines([SURE, WORRIED], said(SURE, (1, 2)) + said(WORRIED, (8, 2)))
    assert [line.change.n for line in both] == [1, 1]


def test_the_same_number_in_two_sessions_is_two_people():
    (line,) = change_lines([SURE], said(SURE, (1, 2)) + said(SURE, (5, 1), session=2))
    assert (line.change.n, line.change.improved, line.change.worse) == (2, 1, 1)


def test_nobody_with_both_answers_has_no_means():
    (line,) = change_lines([SURE], said(SURE, (1, None), (None, 2)))
    assert (line.before, line.difference, line.change.one_reading_only) == ("", "", 2)


ANSWER = st.one_of(st.none(), st.integers(1, 5))


@given(people=st.lists(st.tuples(ANSWER, ANSWER)))
def test_everybody_who_answered_is_counted_once(people):
    lines = change_lines([SURE], said(SURE, *people))
    somebody = [pair for pair in people if any(value is not None for value in pair)]
    assert bool(lines) is bool(somebody)
    for line in lines:
        assert line.change.people == len(somebody)
        assert line.change.improved + line.change.same + line.change.worse == line.change.n


@pytest.mark.parametrize(("mean", "text"), [(None, ""), (3.0, "3"), (10.0, "10"), (3.456, "3.46"), (0.5, "0.5")])
def test_means_are_said_with_the_digits_they_need(mean, text):
    assert as_mean(mean) == text
