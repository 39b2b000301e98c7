"""How answers changed from before a session to after it: each question on its own scale, never mixed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.foundation.change import Change, Reading, change_of
from towpath.training.models import Moment, Question
from towpath.training.services.feedback import scale_of

ORDER = {Moment.BEFORE.value: 1, Moment.AFTER.value: 2}


@dataclass(frozen=True)
class Said:
    """An answer as it is counted: a person is one respondent of one session."""

    session: int
    question: int
    respondent: str
    moment: str
    value: int


@dataclass(frozen=True)
class ChangeLine:
    """One question: its scale, how many answered both times, the means, and who improved."""

    topic: str
    wording: str
    scale: str
    change: Change

    @property
    def before(self) -> str:
        return as_mean(self.change.mean_first)

    @property
    def after(self) -> str:
        return as_mean(self.change.mean_last)

    @property
    def difference(self) -> str:
        """The mean change with its sign."""
        found = self.change.mean_change
        if found is None:
            return ""
        return f"{'+' if found > 0 else '−' if found < 0 else ''}{as_mean(abs(found))}"


def change_lines(questions: Sequence[Question], said: Iterable[Said]) -> list[ChangeLine]:
    """A line for each question that anybody answered, in the order in which they are asked."""
    by_question: dict[int, list[Said]] = {}
    for one in said:
        by_question.setdefault(one.question, []).append(one)
    return [_line(question, by_question[question.pk]) for question in questions if question.pk in by_question]


def _line(question: Question, said: Sequence[Said]) -> ChangeLine:
    scale = scale_of(question)
    readings = (Reading(f"{one.session} {one.respondent}", ORDER[one.moment], one.value, scale) for one in said)
    return ChangeLine(
        topic=question.topic,
        wording=question.wording,
        scale=scale_in_words(question),
        change=change_of(readings, question.higher_is_better),
    )


def scale_in_words(question: Question) -> str:
    """1 to 5, higher is better."""
    return f"{question.minimum} to {question.maximum}, {'higher' if question.higher_is_better else 'lower'} is better"


def as_mean(mean: float | None) -> str:
    """Two places after the point, so that the difference of two means shown is the change shown."""
    return "" if mean is None else f"{mean:.2f}".rstrip("0").rstrip(".")
