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
