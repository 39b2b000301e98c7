"""Correcting a plan or an action after it was read in."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.foundation.deadlines import read_deadline
from towpath.partners.models import Agency, Partnership
from towpath.partners.services.partnerships import lock_partnership
from towpath.plans import policies
from towpath.plans.models import Action, ActionLead, Plan, PlanDocument
from towpath.records.history import Difference, save_with_history
from towpath.records.holding import hold
from towpath.records.models import Act
from towpath.records.reckoning import set_deadline
from towpath.records.refusing import Refused

TITLE_TAKEN = "Another plan of this partnership has that title: choose another."
WHY_MOVED = "Say why the deadline moves: earlier ones stay beside it."


@transaction.atomic
def amend_plan(*, actor: User, plan: Plan, version: int, title: str, source: str, base_date: date | None) -> Plan:
    """Correct a plan's title, what it answers and its base date; every working date follows at once."""
    policies.may_edit_plans(actor, plan.partnership).require()
    lock_partnership(plan.partnership)
    held = hold(Plan.objects.all(), plan.pk, version=version)
    require_free_title(plan.partnership, title, besides=plan)
    save_with_history(held, actor=actor, title=title, source=source, base_date=base_date)
    record(actor=actor, event=Event.PLAN_AMENDED, subject=held)
    return held


def require_free_title(partnership: Partnership, title: str, *, besides: Plan | None = None) -> None:
    """Plans are told apart by their titles, in capitals or not. Raises Refused."""
    if _is_taken(partnership.pk, title, besides):
        raise Refused(title=TITLE_TAKEN)


def faults_of_plan(plan: Plan) -> dict[str, str]:
    """What speaks against putting a plan back: another has its title now."""
    return {"title": TITLE_TAKEN} if _is_taken(plan.partnership_id, plan.title, plan) else {}


def _is_taken(partnership: int, title: str, besides: Plan | None) -> bool:
    others = Plan.objects.filter(partnership=partnership, title__iexact=title)
    return (others.exclude(pk=besides.pk) if besides else others).exists()


@transaction.atomic
def date_document(*, actor: User, document: PlanDocument, version: int, as_at: date | None) -> PlanDocument:
    """Say as at what date a document stands, or that nobody knows; the ratings it brought follow at once."""
    policies.may_edit_plans(actor, document.plan.partnership).require()
    held = hold(PlanDocument.objects.select_related("plan__partnership"), document.pk, version=version)
    save_with_history(held, actor=actor, as_at=as_at)
    record(actor=actor, event=Event.PLAN_DOCUMENT_DATED, subject=held, as_at=as_at and as_at.isoformat())
    return held


@transaction.atomic
def amend_action(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    action: Action,
    version: int,
    text: str,
    deadline_words: str,
    agencies: Sequence[Agency],
    accountable: Agency | None,
    is_outside_control: bool,
    reason: str = "",
) -> Action:
    """Correct an action's words, deadline and leads, and whether the partnership controls it.

    A deadline that was given before moves only for a reason. Raises Refused beside `reason` without one.
    """
    policies.may_amend_action(actor, action).require()
    held = hold(Action.objects.select_related("plan"), action.pk, version=version)
    has_moved = held.deadline_words != deadline_words
    if has_moved and held.deadline_words and not reason.strip():
        raise Refused(reason=WHY_MOVED)
    held.text, held.is_outside_control = text, is_outside_control
    if has_moved:
        set_deadline(held, read_deadline(deadline_words, today()))
    before = leads_in_words(held)
    set_leads(held, agencies, accountable)
    save_action(held, actor=actor, reason=reason if has_moved else "", leads_before=before)
    record(actor=actor, event=Event.ACTION_AMENDED, subject=held)
    return held


@transaction.atomic
def save_action(
    action: Action, *, actor: User, reason: str = "", leads_before: str = "", beside: Sequence[Difference] = ()
) -> None:
    """Save an action as it is now set, with its history: its fields, its leads where they changed, what is beside."""
    leads, version = leads_in_words(action), action.version
    of_leads = [Difference("leads", "Lead agencies", leads_before, leads)] if leads != leads_before else []
    save_with_history(action, actor=actor, reason=reason, act=Act.AMENDED, beside=[*of_leads, *beside])
    if action.version == version:  # nothing but what is derived changed
        action.version += 1
        action.save()


def leads_in_words(action: Action) -> str:
    """The agencies that lead an action, the accountable one first."""
    leads = ActionLead.objects.filter(action=action).select_related("agency").order_by("-is_accountable", "position")
    return ", ".join(lead.agency.name for lead in leads)


def set_leads(
    action: Action,
    agencies: Sequence[Agency],
    accountable: Agency | None,
    written: Mapping[int, Sequence[str]] | None = None,
) -> None:
    """Let these agencies lead the action, in this order; nobody is accountable unless one is named.

    `written` says how a document names each; without it those that stay keep their names.
    """
    names = {lead.agency_id: lead.written for lead in action.leads.all()} if written is None else written
    action.leads.all().delete()
    ActionLead.objects.bulk_create(
        ActionLead(
            action=action,
            agency=agency,
            position=position,
            is_accountable=agency == accountable,
            written=names.get(agency.pk, []),
        )
        for position, agency in enumerate(agencies, start=1)
    )
