"""The report's own sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from towpath.foundation.deadlines import Standing
from towpath.plans.models import OutsideStep
from towpath.plans.models.history import OutsideStepKind
from towpath.plans.papers.dates import standing_of
from towpath.plans.papers.found import PlanFacts
from towpath.ui.words import as_day, count_of, in_a_row

STEPS_TAKEN = {
    OutsideStepKind.SENT: "Sent to",
    OutsideStepKind.ACKNOWLEDGED: "Acknowledged by",
    OutsideStepKind.ANSWERED: "Answered by",
}


def stands_note(found: PlanFacts) -> str:
    """Said where the report does not show the end of its quarter."""
    if found.is_over:
        return ""
    return f"The quarter has not ended: this is how the plan stands on {as_day(found.day)}."


def headline(
    *,
    total: int,
    done: int,
    moves: Sequence[str],
    documents: Sequence[date | None],
    overdue: int,
    undated: int,
    due_next: int,
) -> tuple[str, ...]:
    """The report in a few sentences, for whoever reads no further."""
    return tuple(
        sentence
        for sentence in (
            f"{done} of {count_of(total, 'action')} {'is' if done == 1 else 'are'} done.",
            moved(moves),
            *came_with_documents(documents),
            _overdue(overdue),
            _undated(undated),
            f"{count_of(due_next, 'action')} {'is' if due_next == 1 else 'are'} due next quarter."
            if due_next
            else "No action is due next quarter.",
        )
        if sentence
    )


def moved(moves: Sequence[str]) -> str:
    """How many ratings moved, and which way."""
    kinds = {
        "for the better": moves.count("Better"),
        "for the worse": moves.count("Worse"),
        "rated for the first time": moves.count("First rating"),
        "no longer rated": moves.count("No longer stated"),
    }
    count = sum(kinds.values())
    if not count:
        return "No rating moved in the quarter."
    parts = [f"{number} {kind}" for kind, number in kinds.items() if number]
    return f"{count_of(count, 'rating')} moved in the quarter: {in_a_row(parts)}."


def came_with_documents(as_at: Sequence[date | None]) -> Iterator[str]:
    """How many ratings are only those a document brought, by the date at which it stands."""
    counts = Counter(as_at)
    for day in sorted(counts, key=lambda one: one or date.max):
        stands = f"as at {as_day(day)}" if day else "whose date is not known"
        yield f"{count_of(counts[day], 'rating')} came with the document, {stands}."


def _overdue(count: int) -> str:
    if not count:
        return "No action is overdue."
    return f"{count_of(count, 'action')} {'is' if count == 1 else 'are'} overdue."


def _undated(count: int) -> str:
    if not count:
        return ""
    have = "has" if count == 1 else "have"
    return f"{count_of(count, 'action')} {have} no working date, as no base date was recorded to count from."


def outside_state(steps: Sequence[OutsideStep]) -> str:
    """The last step taken, and on which day."""
    if not steps:
        return "Nothing sent yet"
    last = max(steps, key=lambda step: (step.happened_on, step.pk))
    return f"{STEPS_TAKEN[OutsideStepKind(last.kind)]} {last.body}, {as_day(last.happened_on)}"


def notes(found: PlanFacts) -> Iterator[str]:
    """How the report was worked out, so that whoever doubts a figure can follow it."""
    yield (
        "The rating on a day is that of the last account about that day or an earlier one. An account counts from "
        "the day it is about, not the day it was entered; a rating that came with a document is true of the date at "
        "which the document stands, where that is known."
    )
    yield (
        "An action is overdue from the day after its working date, unless its rating means that it is done. "
        "Without a working date it is never called overdue."
    )
    yield "Figures are those a person accepted from accounts about this quarter."
    if found.began_on > found.day_before:
        yield f"Nothing is known of the plan before {as_day(found.began_on)}, within this quarter."
    if found.gone:
        yield f"{count_of(found.gone, 'action')} no longer in the plan’s newest document: left out."
    yield from _without_dates(found)


def _without_dates(found: PlanFacts) -> Iterator[str]:
    """Open actions that no date can be said of, by the reason."""
    reasons = Counter(
        stands.value
        for action in found.actions
        if not (stands := standing_of(found, action)).has_working_date and stands is not Standing.DONE
    )
    if reasons:
        parts = [f"{count_of(count, 'action')}: {reason}" for reason, count in reasons.items()]
        yield f"Open actions without a working date – {in_a_row(parts)}."
