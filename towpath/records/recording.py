"""The audit record, as this room reaches it: the room of the audit stands above and registers how it is written."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from django.db.models import Model

from towpath.foundation.registry import Registry

if TYPE_CHECKING:
    from towpath.accounts.models import User

RECORDER: Registry[Hashable, Callable[..., object]] = Registry("way into the audit record")


def record(*, actor: "User | None", event: str, subject: Model | None, **details: object) -> None:
    """Add an entry to the audit record, in the change's own transaction."""
    RECORDER.only(actor=actor, event=event, subject=subject, **details)
