"""How confidence and knowledge changed over the quarter's sessions, as the report prints it."""

from towpath.delivery.papers.programme_facts import ProgrammeFacts
from towpath.delivery.papers.rows import figure_row, figure_table
from towpath.delivery.papers.tables import AUDIENCE
from towpath.documents.blocks import TableBlock
from towpath.foundation.disclosure import FEWEST
from towpath.foundation.figures import LABELS, Absence
from towpath.training.facts.feedback import QuestionFigures
from towpath.training.facts.sessions import ANSWERED
from towpath.training.models import Question

HEADINGS = ("Asked before and after", "People with both answers", "Mean before", "Mean after", "Change", "Better",
            "Same", "Worse", "One answer only")  # fmt: skip


def feedback(facts: ProgrammeFacts) -> TableBlock:
    """Each question with its scale; means over people who answered before and after."""
    questions = facts.feedback.of_programme(AUDIENCE) if facts.feedback else []
    rows = tuple(
        figure_row(f"{place}. {_label(one.question)}", one.figures) for place, one in enumerate(questions, start=1)
    )  # fmt: skip
    return figure_table("Change in confidence and knowledge in the quarter", HEADINGS, rows, _note(facts, questions))


def _label(question: Question) -> str:
    best = "" if question.higher_is_better else ", lower is better"
    return f"{question.topic} ({question.minimum} to {question.maximum}{best})"


def _note(facts: ProgrammeFacts, questions: list[QuestionFigures]) -> str:
    if facts.feedback is None:
        return f"{LABELS[Absence.NOT_DUE]}: what people said of the quarter’s sessions is shown once it has ended."
    if questions:
        wordings = " ".join(f"{place}. {one.question.wording}" for place, one in enumerate(questions, start=1))
        return (
            f"{wordings} Change is the answer after minus the answer before, for people who gave both at one session. "
            f"Where fewer than {FEWEST} answered, their answers are not shown."
        )
    if facts.tally.total(ANSWERED).figure.absence is Absence.NOT_REPORTED:
        return f"{LABELS[Absence.NOT_REPORTED]}: no feedback was recorded on the sessions of this quarter."
    return f"{LABELS[Absence.NOT_APPLICABLE]}: no session was held in this quarter."
