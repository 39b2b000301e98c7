"""Looking at the record is itself recorded."""

from typing import Any

from django.db import transaction

from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.audit.events import Event
from towpath.audit.models import EntryQuerySet, Head
from towpath.audit.record import record


def may_see_audit(actor: Any) -> Verdict:
    """Administrators and auditors of a partnership see its record."""
    return allowed_if(holds(actor, Permission.VIEW_AUDIT), "Only administrators and auditors can see the audit record.")


@transaction.atomic
def see_audit(*, actor: Any, filters: list[str]) -> None:
    """Somebody looked at the record, narrowed by these filters."""
    may_see_audit(actor).require()
    record(actor=actor, event=Event.AUDIT_SEEN, filters=filters)


@transaction.atomic
def export_audit(*, actor: Any, entries: EntryQuerySet, filters: list[str]) -> tuple[EntryQuerySet, int]:
    """Record the export, and return its entries, oldest first, with their number: what comes later is not in it."""
    may_see_audit(actor).require()
    head = Head.objects.select_for_update().first() or Head()
    kept = entries.filter(number__lte=head.count).order_by("number")
    count = kept.count()
    record(actor=actor, event=Event.AUDIT_EXPORTED, filters=filters, rows=count)
    return kept, count
