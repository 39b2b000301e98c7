"""The change in answers: each question on its own scale, in its own direction, its people counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.figures import Audience
from towpath.training.facts.feedback import AnswerGiven, Feedback, QuestionFigures
from towpath.training.models import Question
from towpath.training.tests.feedback_builders import answered_at_site

SURE = Question(pk=1, topic="confidence", wording="How sure?", minimum=1, maximum=5, higher_is_better=True)
WORRIED = Question(pk=2, topic="worry", wording="How worried?", minimum=0, maximum=10, higher_is_better=False)


def given_by(question, *people, session=1, site=1):
    """From (before, after) of one person each."""
    return [
        AnswerGiven(question.pk, site, session, str(number), moment, value)
        for number, pair in enumerate(people, start=1)
        for moment, value in zip(("before", "after"), pair, strict=True)
        if value is not None
    ]


def lines(answers, audience=Audience.WORKING) -> list[QuestionFigures]:
    return Feedback([SURE, WORRIED], answers).of_programme(audience)


def test_a_line_says_means_change_and_who_improved():
    (line,) = lines(given_by(SURE, (2, 4), (3, 3), (4, 3), (5, None)))
    assert [figure.label for figure in line.figures] == ["3", "3", "3.33", "+0.33", "1", "1", "1", "1"]


def test_where_lower_is_better_a_fall_is_an_improvement():
    (line,) = lines(given_by(WORRIED, (8, 2), (3, 4)))
    assert (line.improved.number, line.worse.number, line.change.label) == (1, 1, "−2.5")


def test_questions_are_never_added_up_and_unanswered_ones_are_left_out():
    assert [line.question.topic for line in lines(given_by(WORRIED, (8, 2)))] == ["worry"]
    both = lines(given_by(SURE, (1, 2)) + given_by(WORRIED, (8, 2)))
    assert [line.both.number for line in both] == [1, 1]


def test_the_same_number_in_two_sessions_is_two_people():
    (line,) = lines(given_by(SURE, (1, 2)) + given_by(SURE, (5, 1), session=2))
    assert (line.both.number, line.improved.number, line.worse.number) == (2, 1, 1)


def test_nobody_with_both_answers_has_no_means():
    (line,) = lines(given_by(SURE, (1, None), (None, 2)))
    assert (line.both.number, line.before.label, line.once.number) == (0, "Not applicable", 2)


ANSWER = st.one_of(st.none(), st.integers(1, 5))


@given(people=st.lists(st.tuples(ANSWER, ANSWER)))
def test_everybody_who_answered_is_counted_once(people):
    somebody = [pair for pair in people if any(value is not None for value in pair)]
    found = lines(given_by(SURE, *people))
    assert bool(found) is bool(somebody)
    for line in found:
        assert line.both.number + line.once.number == len(somebody)
        if line.both.number:
            assert line.improved.number + line.same.number + line.worse.number == line.both.number


class TestReaders:
    @pytest.mark.parametrize(("people", "is_hidden"), [(1, True), (4, True), (5, False)])
    def test_every_figure_of_fewer_than_five_people_is_hidden_together(self, people, is_hidden):
        (line,) = lines(given_by(SURE, *[(1, 2)] * people), Audience.READING)
        assert {figure.is_hidden for figure in line.figures} == {is_hidden}

    def test_those_who_answered_once_are_hidden_where_nobody_else_answered(self):
        (line,) = lines(given_by(SURE, *[(1, None)] * 4), Audience.READING)
        assert line.once.is_hidden
        assert line.both.is_hidden

    def test_a_site_that_the_sum_would_betray_hides_the_next_smallest_too(self):
        answers = [
            one for site, people in enumerate((2, 9, 30), start=1)
            for one in given_by(SURE, *[(1, 2)] * people, session=site, site=site)
        ]  # fmt: skip
        feedback = Feedback([SURE], answers)
        hidden = [feedback.of_site(site, Audience.READING)[0].both.is_hidden for site in (1, 2, 3)]
        assert hidden == [True, True, False]
        assert [answered_at_site(feedback, site).is_hidden for site in (1, 2, 3)] == [True, True, False]
        assert not feedback.of_programme(Audience.READING)[0].both.is_hidden

    def test_a_session_of_a_hidden_site_is_hidden_and_so_is_one_that_its_site_would_betray(self):
        sizes = {(1, 1): 2, (2, 1): 9, (3, 2): 3, (4, 2): 6, (5, 2): 30}
        answers = [
            one for (session, site), people in sizes.items()
            for one in given_by(SURE, *[(1, 2)] * people, session=session, site=site)
        ]  # fmt: skip
        feedback = Feedback([SURE], answers)
        hidden = {session for session, _ in sizes if feedback.of_session(session, Audience.READING)[0].both.is_hidden}
        assert hidden == {1, 2, 3, 4}
        assert feedback.answered_at(Audience.READING, 4).is_hidden
        assert feedback.answered_at(Audience.READING, 5).number == 30
