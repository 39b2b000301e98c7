"""How confidence and knowledge changed over the quarter's sessions, as the report prints it."""

from towpath.foundation.absence import Absence
from towpath.foundation.change import Change
from towpath.reports.progress.contents import Figure, FigureRow, FigureTable, absent, number
from towpath.reports.progress.gathering import Asked, Training

LEAST = 5  # answers of fewer people could be known for theirs
HEADINGS = ("Asked before and after", "People with both answers", "Mean before", "Mean after", "Change", "Better",
            "Same", "Worse", "One answer only")  # fmt: skip


def feedback(training: Training) -> FigureTable:
    """Each question with its scale; means over people who answered before and after."""
    rows = tuple(
        FigureRow(f"{place}. {_label(asked)}", _figures(asked.change))
        for place, asked in enumerate(training.asked, start=1)
    )
    return FigureTable("Change in confidence and knowledge in the quarter", HEADINGS, rows, _note(training))


def _label(asked: Asked) -> str:
    best = "" if asked.higher_is_better else ", lower is better"
    return f"{asked.topic} ({asked.minimum} to {asked.maximum}{best})"


def _note(training: Training) -> str:
    if training.asked:
        wordings = " ".join(f"{place}. {asked.wording}" for place, asked in enumerate(training.asked, start=1))
        return (
            f"{wordings} Change is the answer after minus the answer before, for people who gave both at one session. "
            f"Where fewer than {LEAST} gave both, their answers are not shown."
        )
    if any(counts.in_quarter for counts in training.sessions.values()):
        return "Not reported: no feedback was recorded on the sessions of this quarter."
    return "Not applicable: no session was held in this quarter."


def _figures(change: Change) -> tuple[Figure, ...]:
    if change.n == 0:
        return (number(0), *(absent(Absence.NOT_APPLICABLE),) * 6, number(change.one_reading_only))
    if change.n < LEAST:
        return (absent(Absence.SUPPRESSED, f"Fewer than {LEAST}"), *(absent(Absence.SUPPRESSED),) * 7)
    means = (_mean(change.mean_first), _mean(change.mean_last), _mean(change.mean_change, is_signed=True))
    parts = (number(change.improved), number(change.same), number(change.worse))
    return (number(change.n), *means, *parts, number(change.one_reading_only))


def _mean(value: float | None, is_signed: bool = False) -> Figure:
    """A mean to one digit; a change with its sign."""
    if value is None:
        return absent(Absence.NOT_APPLICABLE)
    rounded = round(value, 1) + 0.0
    return number(rounded, f"{rounded:+.1f}" if is_signed and rounded else f"{rounded:.1f}")
