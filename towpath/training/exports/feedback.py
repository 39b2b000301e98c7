"""Change in answers as rows of a file."""

from collections.abc import Sequence

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.facts.feedback import QuestionFigures

COLUMNS = (
    "Programme", "Measures", "Question", "Scale", "People with both answers", "Mean before", "Mean after",
    "Mean change", "Improved", "Same", "Worse", "One answer only",
)  # fmt: skip


def feedback_sheet(lines: Sequence[tuple[str, QuestionFigures]]) -> Sheet:
    """A row for each question of each programme."""
    rows = (
        (programme, line.question.topic, line.question.wording, line.question.scale,
         *(figure.cell for figure in line.figures))
        for programme, line in lines
    )  # fmt: skip
    return Sheet("Feedback", tuple(Column(heading) for heading in COLUMNS), rows, len(lines))
