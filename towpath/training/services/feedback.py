"""What is asked before and after sessions, and what people answered."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.change import Scale
from towpath.programmes.models import Programme
from towpath.records.holding import ChangedMeanwhile, hold, lock, require_unchanged
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.models import Answer, Moment, Question, Session

MOST_QUESTIONS = 10
MOST_PEOPLE = 200


@dataclass(frozen=True)
class QuestionInput:
    """A question and the scale it is answered on."""

    topic: str
    wording: str
    minimum: int
    maximum: int
    higher_is_better: bool = True


@dataclass(frozen=True)
class AnswerInput:
    """One person's answer to one question, before or after. `respondent` is a mark that is nobody's name."""

    respondent: str
    question: Question
    moment: Moment
    value: int


@transaction.atomic
def ask(
    *, actor: User, programme: Programme, questions: Sequence[QuestionInput], version: str | None = None
) -> list[Question]:
    """Set a programme's questions. Raises ChangedMeanwhile, and Refused with the sentence for what cannot be asked.

    A question that has answers stays as it was asked; those given here follow it. Questions without answers give way.
    """
    policies.may_set_questions(actor, programme).require()
    _lock(programme)
    require_unchanged(programme, questions_of(programme), version=version)
    answered = list(programme.feedback_questions.filter(answers__isnull=False).distinct())
    kept = {_as_asked(question) for question in answered}
    new = [one for one in questions if one not in kept]
    _check_questions([*map(_as_asked, answered), *new])
    programme.feedback_questions.filter(answers__isnull=True).delete()
    last = max((question.position for question in answered), default=0)
    for position, one in enumerate(new, start=last + 1):
        programme.feedback_questions.create(position=position, **asdict(one))
    record(actor=actor, event=Event.PROGRAMME_AMENDED, subject=programme, questions=len(answered) + len(new))
    return list(programme.feedback_questions.all())


@transaction.atomic
def record_feedback(
    *, actor: User, session: Session, answers: Sequence[AnswerInput], version: int | None = None
) -> Session:
    """Keep what people answered before and after a session, in place of what was kept of it before.

    Raises ChangedMeanwhile for a `version` somebody else went beyond, and Refused with the sentence for an answer
    that cannot be. The same answers sent twice are kept once.
    """
    policies.may_record_feedback(actor, session).require()
    _lock(session.site.programme)
    try:
        held = _held(session, version)
    except ChangedMeanwhile:
        if kept_of(session) == {key_of(one): one.value for one in answers}:
            return session
        raise
    _check_answers(held, answers)
    held.answers.all().delete()
    Answer.objects.bulk_create(Answer(session=held, **_columns(one)) for one in answers)
    held.version += 1
    held.save(update_fields=["version"])
    record(actor=actor, event=Event.FEEDBACK_RECORDED, subject=held)
    return held


@transaction.atomic
def take_in_feedback(*, actor: User, session: Session, version: int, answers: Sequence[AnswerInput]) -> Session:
    """Keep the answers of a file beside those kept before; an answer of both is as the file has it.

    Raises as `record_feedback` does.
    """
    joined = {key_of(one): one for one in (*_inputs_of(session), *answers)}
    return record_feedback(actor=actor, session=session, answers=list(joined.values()), version=version)


def questions_of(programme: Programme) -> list[tuple[Any, ...]]:
    """What is asked in a programme, in order, for telling whether it is still what a page showed."""
    columns = ("topic", "wording", "minimum", "maximum", "higher_is_better")
    return list(programme.feedback_questions.order_by("position").values_list(*columns))


def _lock(programme: Programme) -> None:
    """Questions and answers of a programme change one after the other, so that no answer loses its question."""
    lock(Programme, programme.pk)


def _held(session: Session, version: int | None) -> Session:
    return hold(Session.objects.select_related("site__programme"), session.pk, version=version)


def _as_asked(question: Question) -> QuestionInput:
    return QuestionInput(
        question.topic, question.wording, question.minimum, question.maximum, question.higher_is_better
    )


def key_of(given: AnswerInput) -> tuple[str, int, str]:
    """What an answer is known by in its session: one is given once."""
    return given.respondent, given.question.pk, str(given.moment)


def _inputs_of(session: Session) -> Iterator[AnswerInput]:
    for one in session.answers.select_related("question").order_by("pk"):
        yield AnswerInput(one.respondent, one.question, Moment(one.moment), one.value)


def kept_of(session: Session) -> dict[tuple[str, int, str], int]:
    """The answers kept of a session, by what they are known by."""
    kept = session.answers.values_list("respondent", "question_id", "moment", "value")
    return {(respondent, question, moment): value for respondent, question, moment, value in kept}


def _columns(given: AnswerInput) -> dict[str, Any]:
    names = ("respondent", "question", "moment", "value")
    return {name: getattr(given, name) for name in names}


def _check_questions(questions: Sequence[QuestionInput]) -> None:
    if len(questions) > MOST_QUESTIONS:
        raise Refused(f"Ask at most {MOST_QUESTIONS} questions: people answer them twice at each session.")
    for one in questions:
        if fault := fault_of_question(one):
            raise Refused(fault)
        if questions.count(one) > 1:
            raise Refused(f"“{one.wording}” is asked twice: take one of them out.")


def fault_of_question(asked: QuestionInput) -> str:
    """What is wrong with a question, as a sentence; "" for one that can be asked."""
    if not asked.topic.strip() or not asked.wording.strip():
        return "A question needs words, and what it measures, such as confidence."
    if asked.minimum >= asked.maximum:
        return f"The scale of “{asked.wording}” must end above {asked.minimum}, where it begins."
    return ""


def _check_answers(session: Session, answers: Sequence[AnswerInput]) -> None:
    for fault in _faults(session, answers):
        raise Refused(fault)


def _faults(session: Session, answers: Sequence[AnswerInput]) -> Iterator[str]:
    if len({one.respondent for one in answers}) > MOST_PEOPLE:
        yield f"A session has at most {MOST_PEOPLE} people’s answers."
    seen: set[tuple[str, int, str]] = set()
    for one in answers:
        if one.question.programme_id != session.site.programme_id:
            yield f"“{one.question.wording}” is not asked in this programme."
        if fault := fault_of_respondent(one.respondent) or fault_of_value(one.question, one.value):
            yield fault
        if key_of(one) in seen:
            yield f"{one.respondent} answered “{one.question.wording}” twice {one.moment} the session."
        seen.add(key_of(one))


def fault_of_respondent(mark: str) -> str:
    """What is wrong with the mark that tells somebody apart; "" where nothing is."""
    if not mark.strip():
        return "Give each person a number or another mark."
    return "Use a number or another mark, not an address: nobody is named here." if "@" in mark else ""


def fault_of_value(question: Question, value: int) -> str:
    """What is wrong with an answer; "" for one on the question's scale."""
    try:
        scale_of(question).check(value)
    except ValueError:
        return f"{value} is not on the scale of “{question.topic}”: use {question.minimum} to {question.maximum}."
    return ""


def scale_of(question: Question) -> Scale:
    """The scale a question is answered on, which is no other question's."""
    return Scale(question.wording, question.minimum, question.maximum, question.higher_is_better)
