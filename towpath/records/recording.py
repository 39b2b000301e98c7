"""The audit record, as this room reaches it: the room of the audit stands above and registers how it is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from towpath.accounts.models import User

from towpath.foundation.registry import Registry

RECORDER: Registry[Any, Callable[..., Any]] = Registry("way into the audit record")


def record(*, actor: "User | None", event: str, subject: Any, **details: Any) -> None:
    """Add an entry to the audit record, in the change's own transaction."""
    RECORDER.only(actor=actor, event=event, subject=subject, **details)
