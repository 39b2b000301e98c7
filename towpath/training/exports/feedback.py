"""Change in answers as rows of a file."""

from collections.abc import Sequence

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.presenters.feedback import ChangeLine

COLUMNS = (
    "Programme", "Measures", "Question", "Scale", "People with both answers", "Mean before", "Mean after",
    "Mean change", "Improved", "Same", "Worse", "One answer only",
)  # fmt: skip


def feedback_sheet(lines: Sequence[tuple[str, ChangeLine]]) -> Sheet:
    """A row for each question of each programme."""
    rows = (
        (programme, line.topic, line.wording, line.scale, line.change.n, _rounded(line.change.mean_first),
         _rounded(line.change.mean_last), _rounded(line.change.mean_change), line.change.improved, line.change.same,
         line.change.worse, line.change.one_reading_only)
        for programme, line in lines
    )  # fmt: skip
    return Sheet("Feedback", tuple(Column(heading) for heading in COLUMNS), rows, len(lines))


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 2)
