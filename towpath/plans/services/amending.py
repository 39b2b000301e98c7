"""Correcting a plan or an action after it was read in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.foundation.deadlines import read_deadline
from towpath.partners.models import Agency
from towpath.plans import policies
from towpath.plans.models import Action, ActionLead, Plan, PlanDocument
from towpath.plans.services.rating import rate_document_again
from towpath.plans.services.reckoning import reckon, reckon_plan
from towpath.records.holding import hold


class TitleTaken(ValueError):  # noqa: N818 -- the name is the sentence
    """Another plan of the partnership has this title."""


@transaction.atomic
def amend_plan(*, actor: Any, plan: Plan, version: int, title: str, source: str, base_date: date | None) -> Plan:
    """Correct a plan's title, what it answers and its base date; every working date follows at once."""
    policies.may_edit_plans(actor, plan.partnership).require()
    held = hold(Plan.objects.all(), plan.pk, version=version)
    if plan.partnership.plans.exclude(pk=plan.pk).filter(title=title).exists():
        raise TitleTaken("Another plan of this partnership has that title: choose another.")
    held.title, held.source, held.base_date = title, source, base_date
    held.version += 1
    held.save(update_fields=["title", "source", "base_date", "version"])
    reckon_plan(held)
    record(actor=actor, event=Event.PLAN_AMENDED, subject=held)
    return held


@transaction.atomic
def date_document(*, actor: Any, document: PlanDocument, version: int, as_at: date | None) -> PlanDocument:
    """Say as at what date a document stands, or that nobody knows; the ratings it brought follow at once."""
    policies.may_edit_plans(actor, document.plan.partnership).require()
    held = hold(PlanDocument.objects.select_related("plan__partnership"), document.pk, version=version)
    held.as_at = as_at
    held.version += 1
    held.save(update_fields=["as_at", "version"])
    rate_document_again(held)
    record(actor=actor, event=Event.PLAN_DOCUMENT_DATED, subject=held, as_at=as_at and as_at.isoformat())
    return held


@transaction.atomic
def amend_action(
    *,
    actor: Any,
    action: Action,
    version: int,
    text: str,
    deadline_words: str,
    agencies: Sequence[Agency],
    accountable: Agency | None,
    is_outside_control: bool,
) -> Action:
    """Correct an action's words, deadline and leads, and whether the partnership controls it."""
    policies.may_amend_action(actor, action).require()
    held = hold(Action.objects.select_related("plan"), action.pk, version=version)
    held.text, held.is_outside_control = text, is_outside_control
    held.deadline_words, held.deadline_kept = deadline_words, read_deadline(deadline_words).as_json()
    held.__dict__.pop("deadline", None)
    reckon(held, held.plan.base_date, today())
    held.version += 1
    held.save()
    set_leads(held, agencies, accountable)
    record(actor=actor, event=Event.ACTION_AMENDED, subject=held)
    return held


def set_leads(action: Action, agencies: Sequence[Agency], accountable: Agency | None) -> None:
    """Let these agencies lead the action, in this order; the first is accountable where none is named."""
    answerable = accountable or next(iter(agencies), None)
    action.leads.all().delete()
    ActionLead.objects.bulk_create(
        ActionLead(action=action, agency=agency, position=position, is_accountable=agency == answerable)
        for position, agency in enumerate(agencies, start=1)
    )
