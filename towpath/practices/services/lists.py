"""Taking a list of training or support out of Towpath. Each taking is recorded before the first byte leaves."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.practices import policies
from towpath.programmes.models import Programme


@transaction.atomic
def take_list_out(*, actor: Any, programmes: Collection[Programme], listed: str, rows: int) -> None:
    """Let whoever sees a list take it out; recorded with each programme it speaks of, so that its auditors find it."""
    policies.may_take_lists_out(actor).require()
    subjects: list[Programme | None] = [*programmes] or [None]
    for programme in subjects:
        record(actor=actor, event=Event.DELIVERY_EXPORTED, subject=programme, list=listed, rows=rows)
