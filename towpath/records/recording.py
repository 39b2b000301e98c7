"""The audit record, as this room reaches it: the room of the audit stands above and registers how it is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from towpath.accounts.models import User

_recorders: list[Callable[..., Any]] = []


def register(recorder: Callable[..., Any]) -> None:
    """Write the audit entries of this room with that function, in place of any before."""
    _recorders[:] = [recorder]


def record(*, actor: "User | None", event: str, subject: Any, **details: Any) -> None:
    """Add an entry to the audit record, in the change's own transaction."""
    _recorders[0](actor=actor, event=event, subject=subject, **details)
