"""How a report moves from state to state. Every move goes through here."""

from typing import Any

from towpath.reports.models import STATES, Report, State


def move(report: Report, to: State, **changes: Any) -> Report:
    """Put a report into its next state, with what changes beside it. Raises NotTheNextState."""
    STATES.require(State(report.state), to)
    report.state = to
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=["state", *changes])
    return report


def failure_sentence(what: str, part: str, reference: str) -> str:
    """What is told of a paper that could not be made: which part stopped it, where that is known, and what to do."""
    because = f", because {part[:1].lower()}{part[1:]}" if part else ""
    return f"{what}{because}: try again, and if it fails once more pass on {reference}."
