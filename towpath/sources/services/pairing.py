"""Which plan a document is a newer copy of: the one it became before, or one so alike that it must be."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan import Mapping, PlanDraft, read_plan
from towpath.documents.table import UnreadableFile
from towpath.documents.wording import folded
from towpath.foundation.clock import today
from towpath.foundation.ratings import RED_AMBER_GREEN, Scheme
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.records.holding import hold
from towpath.sources import policies
from towpath.sources.models import Reading
from towpath.sources.services.arrivals import Arrival

ALIKE = 0.5  # the share of actions found in both from which a document is taken for a newer copy
NEARLY_ALL = 0.8  # under other headings
MOST_COMPARED = 5  # plans of the same shape, or of others, the newest first


@transaction.atomic
def pair_with(*, actor: User, reading: Reading, version: int, plan: Plan | None) -> Reading:
    """Say which plan a document is a newer copy of, or with None that it is a plan of its own."""
    policies.may_work_on(actor, reading).require()
    policies.may_pair(reading.document.partnership, plan).require()
    held = hold(Reading.objects.with_document(), reading.pk, version=version)
    held.compares_with = plan
    held.version += 1
    held.save(update_fields=["compares_with", "version"])
    record(actor=actor, event=Event.READING_PAIRED, subject=held, plan=plan and plan.pk)
    return held


@dataclass(frozen=True)
class RecognisedDocument:
    """How an arriving document is read, and the plan it is most likely a newer copy of; None where it is new.

    `draft` is the plan as it is then read, None where it gives none until its columns are corrected.
    """

    mapping: Mapping
    scheme: Scheme
    draft: PlanDraft | None
    plan: Plan | None


def recognise(*, partnership: Partnership, arrival: Arrival, **_: Any) -> RecognisedDocument:
    """Read a document by the columns known for it, or for its shape, and look for its plan. Nothing is written."""
    before = Reading.objects.filter(document__partnership=partnership, document__sha256=arrival.sha256)
    mapping, scheme = _known(before, partnership, arrival) or (arrival.guess, RED_AMBER_GREEN)
    try:
        draft = read_plan(arrival.document, mapping, scheme, day=today())
    except UnreadableFile:
        draft = None
    return RecognisedDocument(mapping, scheme, draft, likely_plan(partnership, before, mapping, draft))


def _known(before: QuerySet[Reading], partnership: Partnership, arrival: Arrival) -> tuple[Mapping, Scheme] | None:
    """The columns by which this document was read last, else those kept for a document of its shape."""
    kept = before.order_by("-pk").first() or partnership.column_mappings.filter(shape=arrival.guess.shape).first()
    return (Mapping.from_json(kept.mapping_kept), Scheme.from_json(kept.scheme_kept)) if kept else None


def likely_plan(
    partnership: Partnership, before: QuerySet[Reading], mapping: Mapping, draft: PlanDraft | None
) -> Plan | None:
    """The plan this very document became, else one of the same headings that shares at least half its actions.

    Under other headings, as where a plan was taken out of Towpath, it shares nearly all of them.
    """
    saved = before.exclude(plan=None).select_related("plan").order_by("-pk").first()
    if saved:
        return saved.plan
    read = {folded(action.text) for action in draft.actions} if draft else set()
    of_shape = Q(layout__shape=mapping.shape)
    for shaped, least in ((of_shape, ALIKE), (~of_shape, NEARLY_ALL)):
        plans = partnership.plans.filter(shaped).order_by("-pk")[:MOST_COMPARED]
        alike = [(_likeness(plan, read), plan) for plan in plans]
        likeness, plan = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if likeness >= least:
            return plan
    return None


def _likeness(plan: Plan, read: set[str]) -> float:
    """Actions that read the same in both, as a share of those in the longer of the two."""
    held = {folded(text) for text in plan.actions.current().values_list("text", flat=True)}
    return len(held & read) / max(len(held), len(read), 1)
