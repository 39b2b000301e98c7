"""Which plan a document is a newer copy of: the one it became before, or one so alike that it must be."""

from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.table import UnreadableDocument
from towpath.documents.wording import folded
from towpath.plans.models import Plan
from towpath.sources import policies
from towpath.sources.models import Reading
from towpath.sources.services.concurrency import hold_reading
from towpath.sources.services.drafting import draft_of

ALIKE = 0.5  # the share of actions found in both from which a document is taken for a newer copy
MOST_COMPARED = 5  # plans of the same shape, the newest first


@transaction.atomic
def pair_with(*, actor: Any, reading: Reading, version: int, plan: Plan | None) -> Reading:
    """Say which plan a document is a newer copy of, or with None that it is a plan of its own."""
    policies.may_work_on(actor, reading).require()
    policies.may_pair(reading.document.partnership, plan).require()
    held = hold_reading(reading, version=version)
    held.compares_with = plan
    held.version += 1
    held.save(update_fields=["compares_with", "version"])
    record(actor=actor, event=Event.READING_PAIRED, subject=held, plan=plan and plan.pk)
    return held


def likely_plan(reading: Reading) -> Plan | None:
    """The plan this very document became, else one of the same headings that shares at least half its actions."""
    before = reading.document.readings.exclude(plan=None).select_related("plan").order_by("-pk").first()
    if before:
        return before.plan
    read = _actions_of(reading)
    of_shape = reading.document.partnership.plans.filter(layout__shape=reading.mapping.shape)
    alike = [(_likeness(plan, read), plan) for plan in of_shape.order_by("-pk")[:MOST_COMPARED]]
    likeness, plan = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return plan if likeness >= ALIKE else None


def _actions_of(reading: Reading) -> set[str]:
    """The words of the document's actions; none where it gives no plan until its columns are corrected."""
    try:
        return {folded(action.text) for action in draft_of(reading).actions}
    except UnreadableDocument:
        return set()


def _likeness(plan: Plan, read: set[str]) -> float:
    """Actions that read the same in both, as a share of those in the longer of the two."""
    held = {folded(text) for text in plan.actions.current().values_list("text", flat=True)}
    return len(held & read) / max(len(held), len(read), 1)
