"""What readers are shown of answers: put together, it tells no number that is hidden from them."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.subtracting import Known
from towpath.foundation.figures import Audience, ReleasedFigure
from towpath.training.facts.feedback import AnswerGiven, Feedback
from towpath.training.models import Question
from towpath.training.tests.feedback_builders import answered_at_site

QUESTIONS = [
    Question(pk=pk, topic=topic, wording="How?", minimum=1, maximum=5, higher_is_better=True)
    for pk, topic in ((1, "confidence"), (2, "knowledge"))
]
SESSIONS = {session: 1 + session % 3 for session in range(1, 8)}  # session and its site
both_and_once = st.tuples(st.integers(0, 12), st.integers(0, 7))
people = st.dictionaries(
    st.tuples(st.sampled_from(list(SESSIONS)), st.sampled_from([1, 2])), both_and_once, min_size=1, max_size=14
)


def feedback_of(people) -> Feedback:
    """Answers of so many people both times and once only, by session and question."""
    return Feedback(QUESTIONS, [
        AnswerGiven(question, SESSIONS[session], session, str(number), moment, 3)
        for (session, question), (both, once) in people.items()
        for number in range(both + once)
        for moment in (("before", "after") if number < both else ("before",))
    ])  # fmt: skip


def cells_of(feedback: Feedback) -> Iterator[tuple[dict[str, int], ReleasedFigure]]:
    """Every number of people, as a sum of the people of sessions, and as readers are shown it."""
    places = [(lines, [session]) for session in SESSIONS for lines in [feedback.of_session(session, Audience.READING)]]
    for site in set(SESSIONS.values()):
        theirs = [session for session, its_site in SESSIONS.items() if its_site == site]
        places.append((feedback.of_site(site, Audience.READING), theirs))
    places.append((feedback.of_programme(Audience.READING), list(SESSIONS)))
    for lines, sessions in places:
        for line in lines:
            for kind, figure in (("both", line.both), ("once", line.once)):
                yield {f"{kind} {session} {line.question.pk}": 1 for session in sessions}, figure


def answered_of(feedback: Feedback, question: int) -> Iterator[tuple[dict[str, int], ReleasedFigure]]:
    """How many answered at sites and sessions, as if everybody had answered this question."""
    for session, site in SESSIONS.items():
        yield _everybody([session], question), feedback.answered_at(Audience.READING, session)
        theirs = [one for one, its_site in SESSIONS.items() if its_site == site]
        yield _everybody(theirs, question), answered_at_site(feedback, site)


def _everybody(sessions: list[int], question: int) -> dict[str, int]:
    return dict(Counter(f"{kind} {session} {question}" for session in sessions for kind in ("both", "once")))


@settings(max_examples=300, deadline=None)
@given(people)
def test_no_hidden_number_of_people_follows_from_those_shown(people) -> None:
    feedback = feedback_of(people)
    counted = {
        f"{kind} {session} {question}": number
        for (session, question), numbers in people.items()
        for kind, number in zip(("both", "once"), numbers, strict=True)
    }

    def only_somebody(cell: dict[str, int]) -> dict[str, int]:
        """Where nobody answered a question, no line stands and everybody knows it."""
        return {part: 1 for part in cell if part in counted}

    cells = list(cells_of(feedback))
    everybody = [cell for question in (1, 2) if _is_asked_of_all(people, question)
                 for cell in answered_of(feedback, question)]  # fmt: skip
    known = Known(only_somebody(cell) for cell, figure in [*cells, *everybody] if figure.number is not None)
    for cell, figure in cells:
        number = sum(counted.get(part, 0) for part in cell)
        assert figure.number in (None, number)
        assert not 0 < (figure.number or 0) < 5
        assert not figure.is_hidden or not number or not known.tells(only_somebody(cell)), (cell, number)


def _is_asked_of_all(people, question: int) -> bool:
    """Whether everybody who answered about any session answered this question."""
    most: Counter[int] = Counter()
    for (session, _), numbers in people.items():
        most[session] = max(most[session], sum(numbers))
    return all(sum(people.get((session, question), (0, 0))) == number for session, number in most.items())


@pytest.mark.parametrize("once", [1, 4, 5])
def test_how_many_answered_once_only_is_a_number_of_those_people(once: int) -> None:
    """Nine people answered both times; the number who answered once is hidden where it is of few."""
    feedback = feedback_of({(1, 1): (9, once)})
    (line,) = feedback.of_programme(Audience.READING)
    assert (line.both.number, line.change.label) == (9, "0")
    assert line.once.is_hidden is (once < 5)
    assert answered_at_site(feedback, SESSIONS[1]).is_hidden is (once < 5)


def test_sites_alike_are_hidden_alike_whatever_their_order() -> None:
    """Two people at one site, nine at each of two others: neither of these may be told from the other."""
    feedback = feedback_of({(1, 1): (2, 0), (2, 1): (9, 0), (3, 1): (9, 0)})
    assert all(feedback.of_site(site, Audience.READING)[0].both.is_hidden for site in (1, 2, 3))
    assert all(answered_at_site(feedback, site).is_hidden for site in (1, 2, 3))


def test_one_person_at_each_of_several_places_is_not_told_by_their_sum() -> None:
    """Five sessions of a site with one person each: with the number five of the site, each would be known."""
    feedback = Feedback(QUESTIONS, [
        AnswerGiven(1, 1 + (session > 5), session, str(number), moment, 3)
        for session, numbers in {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 9, 7: 8}.items()
        for number in range(numbers)
        for moment in ("before", "after")
    ])  # fmt: skip
    assert feedback.of_site(1, Audience.READING)[0].both.is_hidden
    assert feedback.of_site(2, Audience.READING)[0].both.is_hidden
    assert feedback.of_programme(Audience.READING)[0].both.number == 22
    alone = Feedback(QUESTIONS, [one for one in feedback.given if one.site == 1])
    assert alone.of_programme(Audience.READING)[0].both.is_hidden
