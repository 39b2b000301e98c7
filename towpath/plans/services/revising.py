"""A newer document of a plan that is already kept: what is new is added, what changed is changed, nothing doubles."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan.draft import ActionDraft, PlanDraft, RecommendationDraft
from towpath.plans import policies
from towpath.plans.models import Action, Plan, PlanDocument, Recommendation
from towpath.plans.services import agencies, planning
from towpath.plans.services.amending import leads_in_words, save_action, set_leads
from towpath.plans.services.comparing import PlanComparison, PlanState, comparison_of
from towpath.plans.services.deadlines import brought_by
from towpath.plans.services.rating import rate_again
from towpath.plans.services.revision import Changed, Gone, New, Revision, Reworded
from towpath.records.fitting import fit
from towpath.records.history import save_with_history
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.records.models import Act
from towpath.records.preparing import before_transaction
from towpath.ui.words import as_day

# The fields of a draft by the names a difference gives them.
DRAFTED = {"action": "text"}


def _comparison(*, plan: Plan, draft: PlanDraft, **_: Any) -> PlanComparison:
    return comparison_of(plan, draft)


@before_transaction("comparison", _comparison)
@transaction.atomic
def revise_plan(
    *,
    actor: User,
    plan: Plan,
    version: int,
    accepted: Collection[str],
    comparison: PlanComparison,
    draft: PlanDraft | None = None,
    as_at: date | None = None,
) -> Plan:
    """Make the accepted changes of a newer document, a `draft` or its `comparison`; all others leave the plan as it is.

    `as_at` is the date at which the document stands, of which its ratings are true: a rating given here for a later
    date goes on standing.

    Ratings and history stay, but for accounts and ratings that are new and were accepted. What has gone is marked,
    never deleted. Raises ChangedMeanwhile when the plan changed after the person looked at the comparison.
    """
    policies.may_edit_plans(actor, plan.partnership).require()
    held = hold(Plan.objects.select_related("partnership"), plan.pk, version=version)
    list(held.actions.select_for_update().order_by("pk").values_list("pk"))
    if PlanState.of(held) != comparison.state:
        raise ChangedMeanwhile(held)
    revision = comparison.revision
    taken = revision.keys & set(accepted)
    _Revising(held, revision, taken, planning.take_document(held, as_at, actor), actor).carry_out()
    held.layout = comparison.draft.mapping.as_json()
    held.version += 1
    held.save(update_fields=["layout", "version"])
    record(
        actor=actor,
        event=Event.PLAN_REVISED,
        subject=held,
        accepted=len(taken),
        left=len(revision.keys - taken),
    )
    return held


class _Revising:
    """One revision at work, inside its transaction."""

    def __init__(
        self, plan: Plan, revision: Revision, taken: Collection[str], document: PlanDocument, actor: User
    ) -> None:
        self.plan, self.revision, self.taken, self.document, self.actor = plan, revision, taken, document, actor
        stands = f", as at {as_day(document.as_at)}" if document.as_at else ", whose date is not known"
        self.reason = f"A newer document was taken in{stands}."
        self.after = _last_position(plan)
        self.added: dict[int, Recommendation] = {}
        self.left: set[int] = set()  # recommendations that something went from

    def carry_out(self) -> None:
        for reworded in self.revision.reworded:
            self._reword(reworded)
        for changed in self.revision.changed:
            self._change(changed)
        self._add([new for new in self.revision.new if new.key in self.taken])
        self._let_go()

    def _reword(self, reworded: Reworded) -> None:
        taken = {one.field for one in reworded.differences if reworded.key(one) in self.taken}
        row, draft = reworded.recommendation, reworded.draft
        values = {"recommendation": draft.text, **planning.labels_of(draft)}
        for field in taken:
            setattr(row, "text" if field == "recommendation" else field, values[field])
        if taken:
            row.save()

    def _change(self, changed: Changed) -> None:
        taken = {one.field for one in changed.differences if changed.key(one) in self.taken}
        if not taken:
            return
        action, leads = changed.action, leads_in_words(changed.action)
        action.plan, words = self.plan, action.deadline_words
        self._write(action, _merged(action, changed.draft, taken), taken)
        if "recommendation" in taken:
            self.left.add(action.recommendation_id)
            action.recommendation = self._home(changed.recommendation)
        _add_accounts(action, changed, taken, self.document)
        self._save(action, leads, words)

    def _save(self, action: Action, leads_before: str, words_before: str) -> None:
        brought = [brought_by(self.document)] if action.deadline_words != words_before else []
        save_action(action, actor=self.actor, reason=self.reason, leads_before=leads_before, beside=brought)

    def _write(self, action: Action, draft: ActionDraft, taken: Collection[str]) -> None:
        planning.copy_draft(action, draft)
        action.number = fit(Action, "number", draft.number)
        if "leads" in taken:
            self._lead(action, draft)

    def _lead(self, action: Action, draft: ActionDraft) -> None:
        """The document's leads; whoever is accountable stays so while still among them."""
        known = agencies.agencies_named(self.plan.partnership, draft.leads)
        named = agencies.led_by(known, draft.leads)
        said = next((agency for agency, names in named.items() if draft.accountable in names), None)
        stays = action.accountable if action.accountable in named else said
        set_leads(action, list(named), stays, {agency.pk: names for agency, names in named.items()})

    def _add(self, new: list[New]) -> None:
        fresh: list[tuple[Recommendation, ActionDraft]] = []
        for one in new:
            home = self._home(one.recommendation)
            if one.action and one.returning:
                self._bring_back(one.returning, home, one.action)
            elif one.action:
                fresh.append((home, one.action))
        planning.add_actions(self.plan, fresh, after=self.after, document=self.document)

    def _bring_back(self, action: Action, home: Recommendation, draft: ActionDraft) -> None:
        """An action that had gone and is in the plan again: with its own history, not as another."""
        leads, words = leads_in_words(action), action.deadline_words
        action.plan, action.recommendation, action.is_gone = self.plan, home, False
        self._write(action, draft, {"leads"})
        self._save(action, leads, words)

    def _home(self, draft: RecommendationDraft) -> Recommendation:
        """The plan's row for a recommendation of the document, added or brought back where need be."""
        row = self.revision.homes.of(draft) or self.added.get(id(draft))
        if row is None:
            row = self.added[id(draft)] = self._added(draft)
        if row.is_gone:
            row.is_gone = False
            row.save(update_fields=["is_gone"])
        return row

    def _added(self, draft: RecommendationDraft) -> Recommendation:
        bare = [replace(draft, actions=())]
        planning.add_recommendations(self.plan, bare, after=self.after, document=self.document)
        return self.plan.recommendations.get(position=self.after.recommendation)

    def _let_go(self) -> None:
        """Mark what has gone, and the recommendations that are in no document and hold nothing any more."""
        for one in self.revision.gone:
            if one.key in self.taken:
                self._mark_gone(one)
        stays = [row.pk for _, row in self.revision.homes.known]
        empty = self.plan.recommendations.filter(pk__in=self.left).exclude(actions__is_gone=False)
        empty.exclude(pk__in=stays).update(is_gone=True)

    def _mark_gone(self, gone: Gone) -> None:
        self.left.add(gone.recommendation.pk)
        if gone.action:
            save_with_history(gone.action, actor=self.actor, reason=self.reason, act=Act.AMENDED, is_gone=True)


def _last_position(plan: Plan) -> planning.Position:
    """What is added goes after what is there, which keeps the position it has."""
    last = Max("position")
    return planning.Position(
        plan.recommendations.aggregate(last=last)["last"] or 0, plan.actions.aggregate(last=last)["last"] or 0
    )


def _merged(action: Action, draft: ActionDraft, taken: Collection[str]) -> ActionDraft:
    """The draft with what the action says now wherever the document's words were not accepted."""
    fields = {DRAFTED.get(field, field) for field in taken}
    kept: dict[str, Any] = {
        "number": action.number,
        "text": action.text,
        "leads": tuple(action.lead_names),
        "deadline": action.deadline,
        "output": tuple(action.output.splitlines()),
        "outcome": tuple(action.outcomes),
        "indicators": tuple(action.indicators),
        "cost": action.cost,
    }
    return replace(draft, **{name: value for name, value in kept.items() if name not in fields})


def _add_accounts(action: Action, changed: Changed, taken: set[str], document: PlanDocument) -> None:
    """Add the new accounts and the new rating that were accepted to the action's history.

    The rating belongs to the last account, or stands alone.
    """
    updates = changed.updates if "updates" in taken else ()
    if "rating" in taken:
        updates = updates or (planning.WITHOUT_WORDS,)
    accounts = [planning.account_read_in(action, document, update) for update in updates]
    if accounts and "rating" in taken:
        accounts[-1].rating, accounts[-1].rating_before = changed.draft.rating.slug, action.rating
    if accounts:
        planning.keep_accounts(accounts)
        rate_again(action)
