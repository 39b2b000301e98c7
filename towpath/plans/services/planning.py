"""A plan read in from a document, saved once and whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan.draft import ActionDraft, PlanDraft, RecommendationDraft, UpdateDraft
from towpath.foundation.clock import now
from towpath.foundation.ratings import NOT_STATED, Scheme
from towpath.partners.models import Partnership
from towpath.plans import policies
from towpath.plans.models import Action, ActionLead, Plan, PlanDocument, ProgressUpdate, Recommendation
from towpath.plans.services.agencies import agencies_named, keep_names, led_by
from towpath.plans.services.progress import offer_figures
from towpath.records.fitting import fit, fitted
from towpath.records.history import save_with_history
from towpath.records.reckoning import set_deadline

BATCH = 500
WITHOUT_WORDS = UpdateDraft("", "")


@dataclass(frozen=True)
class PlanInput:
    """What a person says of a plan before it is saved: what the document itself seldom says.

    `as_at` is the date at which the document stands, None where nobody knows.
    """

    title: str
    source: str
    base_date: date | None
    scheme: Scheme
    layout: dict[str, Any]
    as_at: date | None = None


@transaction.atomic
def create_plan(*, actor: User, partnership: Partnership, heading: PlanInput, draft: PlanDraft) -> Plan:
    """Save a plan with its recommendations, actions, leads and the accounts that came with it: all or nothing."""
    policies.may_edit_plans(actor, partnership).require()
    plan = Plan(
        partnership=partnership,
        title=heading.title,
        source=heading.source,
        base_date=heading.base_date,
        scheme_kept=heading.scheme.as_json(),
        layout=heading.layout,
        notes=notes_of(draft),
    )
    save_with_history(plan, actor=actor)
    keep_names(actor=actor, partnership=partnership, same=draft.same_agencies)
    document = take_document(plan, heading.as_at, actor)
    add_recommendations(plan, draft.recommendations, after=Position(), document=document)
    record(actor=actor, event=Event.PLAN_READ_IN, subject=plan, actions=plan.actions.count())
    return plan


def take_document(plan: Plan, as_at: date | None, actor: User) -> PlanDocument:
    """Keep that a document was taken into a plan, and as at what date it stands."""
    return save_with_history(PlanDocument(plan=plan, as_at=as_at, taken_in_at=now()), actor=actor)


def notes_of(draft: PlanDraft) -> list[dict[str, str]]:
    """The document's footnotes that its actions point at, each once."""
    notes = {note.text: note.mark for action in draft.actions for note in action.notes}
    return [{"mark": mark, "text": text} for text, mark in notes.items()]


@dataclass
class Position:
    """Where the next recommendation and the next action go in their plan."""

    recommendation: int = 0
    action: int = 0

    def next_recommendation(self) -> int:
        self.recommendation += 1
        return self.recommendation

    def next_action(self) -> int:
        self.action += 1
        return self.action


def add_recommendations(
    plan: Plan, drafts: Iterable[RecommendationDraft], *, after: Position, document: PlanDocument
) -> None:
    """Add recommendations with all that stands under them, in order, in a few statements however long the plan."""
    pairs = [(_recommendation(plan, draft, after), draft) for draft in drafts]
    Recommendation.objects.bulk_create((row for row, _ in pairs), batch_size=BATCH)
    actions = [(row, action) for row, draft in pairs for action in draft.actions]
    add_actions(plan, actions, after=after, document=document)


def add_actions(
    plan: Plan, drafts: list[tuple[Recommendation, ActionDraft]], *, after: Position, document: PlanDocument
) -> None:
    """Add actions under their recommendations, with leads and the accounts that came with the document."""
    pairs = [(_action(plan, recommendation, draft, after), draft) for recommendation, draft in drafts]
    Action.objects.bulk_create((row for row, _ in pairs), batch_size=BATCH)
    _add_leads(plan, pairs)
    add_accounts(pairs, document=document)


def _recommendation(plan: Plan, draft: RecommendationDraft, after: Position) -> Recommendation:
    return Recommendation(
        plan=plan,
        position=after.next_recommendation(),
        text=draft.text,
        addressees=list(draft.addressees),
        **labels_of(draft),
    )


def labels_of(draft: RecommendationDraft) -> dict[str, str]:
    """Number, theme and scope, as a recommendation keeps them."""
    return fitted(Recommendation, number=draft.number, theme=draft.theme, scope=draft.scope)


def _action(plan: Plan, recommendation: Recommendation, draft: ActionDraft, after: Position) -> Action:
    number = fit(Action, "number", draft.number)
    action = Action(plan=plan, recommendation=recommendation, position=after.next_action(), number=number)
    copy_draft(action, draft)
    action.rating, action.is_done = draft.rating.slug, draft.rating.means_done
    action.updated_at = now() if draft.updates or draft.rating.is_stated else None
    return action


def copy_draft(action: Action, draft: ActionDraft) -> None:
    """Let an action say what the document says; its rating and history stay as they are."""
    action.text, action.output, action.cost = draft.text, "\n".join(draft.output), draft.cost
    action.outcomes, action.indicators = list(draft.outcome), list(draft.indicators)
    action.extra = dict(draft.extra)
    action.doubts = [doubt.sentence for doubt in draft.doubts]
    action.places = [str(place) for place in draft.places]
    set_deadline(action, draft.deadline)


def _add_leads(plan: Plan, pairs: list[tuple[Action, ActionDraft]]) -> None:
    agencies = agencies_named(plan.partnership, (name for _, draft in pairs for name in draft.leads))
    ActionLead.objects.bulk_create(
        (
            ActionLead(
                action=action,
                agency=agency,
                position=place,
                is_accountable=draft.accountable in names,
                written=names,
            )
            for action, draft in pairs
            for place, (agency, names) in enumerate(led_by(agencies, draft.leads).items(), start=1)
        ),
        batch_size=BATCH,
    )


def add_accounts(pairs: Iterable[tuple[Action, ActionDraft]], *, document: PlanDocument) -> None:
    """Keep the accounts and the ratings that came with a new action as its history."""
    keep_accounts([update for action, draft in pairs for update in _accounts(action, draft, document)])


def keep_accounts(accounts: list[ProgressUpdate]) -> None:
    """Keep accounts that came with a document, and offer the figures found in them."""
    ProgressUpdate.objects.bulk_create(accounts, batch_size=BATCH)
    offer_figures(*accounts)


def _accounts(action: Action, draft: ActionDraft, document: PlanDocument) -> list[ProgressUpdate]:
    """An action's accounts in the document's order; its rating belongs to the last, or stands alone."""
    if not draft.updates:
        return [account_read_in(action, document, rating=action.rating)] if draft.rating.is_stated else []
    *earlier, last = draft.updates
    accounts = [account_read_in(action, document, update) for update in earlier]
    return [*accounts, account_read_in(action, document, last, rating=action.rating)]


def account_read_in(
    action: Action,
    document: PlanDocument,
    draft: UpdateDraft = WITHOUT_WORDS,
    *,
    rating: str = NOT_STATED.slug,
    before: str = NOT_STATED.slug,
) -> ProgressUpdate:
    """An account that came with a document, not saved yet; without a rating it leaves the one before standing."""
    return ProgressUpdate(
        action=action,
        account=draft.text,
        as_of=draft.day,
        as_of_words=fit(ProgressUpdate, "as_of_words", draft.date),
        rating=rating,
        rating_before=before,
        is_read_in=True,
        document=document,
        recorded_at=now(),
    )
