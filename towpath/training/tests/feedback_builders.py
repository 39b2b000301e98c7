"""Questions and answers for tests. They go through the services, so they obey every rule."""

from towpath.foundation.figures import Audience, Figure, ReleasedFigure, released
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Programme
from towpath.programmes.tests.builders import manager_of
from towpath.training.facts.feedback import Feedback
from towpath.training.models import Moment, Question, Session
from towpath.training.services.feedback import AnswerInput, QuestionInput, ask, record_feedback
from towpath.training.tests.session_builders import session_for

CONFIDENCE = QuestionInput("confidence", "How confident are you to ask?", 1, 5)
WORRY = QuestionInput("worry", "How worried are you about asking?", 0, 10, higher_is_better=False)


def asked_of(programme: Programme, *questions: QuestionInput) -> list[Question]:
    """These questions, set by the programme's manager."""
    return ask(actor=manager_of(programme.partnership), programme=programme, questions=questions)


def session_asked(*questions: QuestionInput, sign_up=None, **more) -> Session:
    """A session held in a programme that asks these."""
    session = session_for(sign_up or signed_up(), **more)
    asked_of(session.site.programme, *questions)
    return session


def given_by(session: Session, *people: tuple[str, QuestionInput, int | None, int | None]) -> list[AnswerInput]:
    """Answers from (who, question, before, after)."""
    questions = {question.wording: question for question in session.site.programme.feedback_questions.all()}
    return [
        AnswerInput(who, questions[asked.wording], moment, value)
        for who, asked, before, after in people
        for moment, value in ((Moment.BEFORE, before), (Moment.AFTER, after))
        if value is not None
    ]


def answered(session: Session, *people: tuple[str, QuestionInput, int | None, int | None]) -> Session:
    """The session with these answers and no others."""
    actor = manager_of(session.site.programme.partnership)
    return record_feedback(actor=actor, session=session, answers=given_by(session, *people))


def answered_at_site(feedback: Feedback, site: int) -> ReleasedFigure:
    """How many people answered at a site, as readers are shown it."""
    people = len({one.person for one in feedback.given if one.site == site})
    figure = feedback.people_at(site, Figure(people, people=people), Audience.READING)
    return released([figure], Audience.READING)[0]
