"""A reading ends: saved as a new plan, used to bring a plan up to date, or discarded. Each once, and whole."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan import PlanDraft
from towpath.foundation.clock import now
from towpath.partners.services.partnerships import lock_partnership
from towpath.plans.models import Plan
from towpath.plans.services.amending import require_free_title
from towpath.plans.services.comparing import PlanComparison, comparison_of
from towpath.plans.services.planning import PlanInput, create_plan
from towpath.plans.services.revising import revise_plan
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.records.preparing import before_transaction
from towpath.records.refusing import Refused
from towpath.sources import policies
from towpath.sources.models import Reading, ReadingState
from towpath.sources.models.readings import STATES
from towpath.sources.services.drafting import before, draft_of


def _draft(*, reading: Reading, as_at: date | None = None, **_: Any) -> PlanDraft:
    return draft_of(reading, as_at)


def _comparison(*, reading: Reading, as_at: date | None = None, **_: Any) -> PlanComparison | None:
    """The document beside the plan it is a newer copy of; None where it is of none."""
    plan = reading.compares_with
    return comparison_of(plan, draft_of(reading, as_at), before(plan)) if plan else None


@before_transaction("draft", _draft)
@transaction.atomic
def save_reading(
    *,
    actor: User,
    reading: Reading,
    version: int,
    title: str,
    source: str,
    base_date: date | None,
    draft: PlanDraft,
    as_at: date | None = None,
) -> Plan:
    """Save a reading as a plan, whole, and once however often it is asked for: a second click finds the first's plan.

    Raises ChangedMeanwhile where columns were corrected since, Refused, UnreadableFile.
    """
    policies.may_read_in(actor, reading.document.partnership).require()
    lock_partnership(reading.document.partnership)
    held = hold(Reading.objects.with_document(), reading.pk, version=None)
    if held.plan:
        return held.plan
    _require_as_seen(held, version, reading)
    held.title, held.source, held.base_date, held.as_at = title, source, base_date, as_at
    heading = _heading(held, draft)
    plan = create_plan(actor=actor, partnership=held.document.partnership, heading=heading, draft=draft)
    _end(held, ReadingState.SAVED, plan)
    record(actor=actor, event=Event.PLAN_READ_IN, subject=held, plan=plan.pk)
    return plan


@before_transaction("comparison", _comparison)
@transaction.atomic
def apply_revision(
    *,
    actor: User,
    reading: Reading,
    version: int,
    plan_version: int,
    accepted: Collection[str],
    comparison: PlanComparison | None,
    as_at: date | None = None,
) -> Plan:
    """Bring the plan up to date with the accepted changes, once however often it is asked for.

    Raises ChangedMeanwhile where the reading or the plan changed since, Refused, UnreadableFile.
    """
    policies.may_read_in(actor, reading.document.partnership).require()
    held = hold(Reading.objects.with_document(), reading.pk, version=None)
    if held.plan:
        return held.plan
    _require_as_seen(held, version, reading)
    if held.compares_with is None or comparison is None:
        raise ChangedMeanwhile(held)
    held.as_at = as_at
    plan = revise_plan(
        actor=actor,
        plan=held.compares_with,
        version=plan_version,
        comparison=comparison,
        accepted=accepted,
        as_at=as_at,
    )
    _end(held, ReadingState.SAVED, plan)
    record(actor=actor, event=Event.PLAN_REVISED, subject=held, plan=plan.pk)
    return plan


@transaction.atomic
def discard_reading(*, actor: User, reading: Reading) -> Reading:
    """Throw a reading away; the document stays, and can be read in again."""
    policies.may_work_on(actor, reading).require()
    held = hold(Reading.objects.with_document(), reading.pk, version=None)
    policies.may_work_on(actor, held).require()
    _end(held, ReadingState.DISCARDED, None)
    record(actor=actor, event=Event.READING_DISCARDED, subject=held)
    return held


def _require_as_seen(held: Reading, version: int, read: Reading) -> None:
    """Go on only with the reading the person saw on their page, and by which the document was just read."""
    if held.state == ReadingState.DISCARDED:
        raise Refused(policies.CLOSED[ReadingState.DISCARDED])
    if not held.version == version == read.version:
        raise ChangedMeanwhile(held)


def _heading(reading: Reading, draft: PlanDraft) -> PlanInput:
    """What a person says of the plan; its title must be free, as plans are told apart by it."""
    require_free_title(reading.document.partnership, reading.title)
    return PlanInput(
        title=reading.title,
        source=reading.source,
        base_date=reading.base_date,
        scheme=draft.scheme,
        layout=draft.mapping.as_json(),
        as_at=reading.as_at,
    )


def _end(reading: Reading, state: ReadingState, plan: Plan | None) -> None:
    """Close the reading, as the transition table allows."""
    if state not in STATES.after(ReadingState(reading.state)):
        raise Refused(policies.CLOSED[ReadingState(reading.state)])
    reading.state, reading.plan, reading.ended_at = state, plan, now()
    reading.version += 1
    reading.save()
