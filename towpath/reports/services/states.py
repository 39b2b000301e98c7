"""How a report moves from state to state. Every move goes through here."""

from typing import Any

from towpath.reports.models import NEXT_STATES, Report, State


class NotTheNextState(ValueError):  # noqa: N818 -- the name is the sentence
    """A report cannot go from where it is to there; the message names both."""


def move(report: Report, to: State, **changes: Any) -> Report:
    """Put a report into its next state, with what changes beside it."""
    if to not in NEXT_STATES[State(report.state)]:
        raise NotTheNextState(
            f"A report that is {report.get_state_display().lower()} cannot become {to.label.lower()}."
        )
    report.state = to
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=["state", *changes])
    return report
