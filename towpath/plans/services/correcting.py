"""Putting right what was said of an action: an account, a step, a decision on a figure; each with a reason.

Accounts and steps only grow. The row as it was is kept whole among what was taken back, the corrected one stands in
its place, with its evidence and at its place in the order of entries, and its history says what changed.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.plans import policies
from towpath.plans.models import Action, OutsideStep, ProgressUpdate, UpdateFigure
from towpath.plans.models.history import FigureState, OutsideStepKind
from towpath.plans.services.progress import figures_in, offer_figures
from towpath.plans.services.rating import RATED, rate_again
from towpath.records.history import Difference, add_history, differences, require_reason, save_with_history
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.records.models import Act, TakenBack
from towpath.records.refusing import Refused
from towpath.records.set_aside import take_out

Row = TypeVar("Row", ProgressUpdate, OutsideStep)
WHOLE = Action.objects.select_related("plan__partnership")


@transaction.atomic
def correct_update(
    *, actor: User, update: ProgressUpdate, version: int | None, rating: str, account: str, as_of: date, reason: str
) -> ProgressUpdate:
    """Correct an account and its rating; the action then carries the rating true of the latest date.

    Figures found in it keep their decisions where their sentences stay. Raises ChangedMeanwhile, and Refused
    beside `reason` without one.
    """
    policies.may_report_progress(actor, update.action).require()
    action = hold(WHOLE, update.action_id, version=version)
    require_reason(reason, changes=True)
    held = ProgressUpdate.objects.get(pk=update.pk)
    gone, found = _figures_after(held, account)
    corrected = _replace(held, actor=actor, reason=reason, also=gone, rating=rating, account=account, as_of=as_of)
    offer_figures(corrected, without=found)
    carry_on(action)
    record(actor=actor, event=Event.ACCOUNT_CORRECTED, subject=action, update=corrected.pk, rating=rating)
    return corrected


@transaction.atomic
def correct_step(
    *,
    actor: User,
    step: OutsideStep,
    version: int | None,
    body: str,
    happened_on: date,
    account: str = "",
    reason: str,
) -> OutsideStep:
    """Correct who a step concerned, when it happened and what was said. What kind of step it was is taken back."""
    policies.may_record_outside_step(actor, step.action).require()
    action = hold(WHOLE, step.action_id, version=version)
    require_reason(reason, changes=True)
    held = OutsideStep.objects.get(pk=step.pk)
    corrected = _replace(held, actor=actor, reason=reason, body=body, happened_on=happened_on, account=account)
    carry_on(action)
    record(actor=actor, event=Event.STEP_CORRECTED, subject=action, step=corrected.pk)
    return corrected


@transaction.atomic
def decide_again(
    *, actor: User, figure: UpdateFigure, state: str, reason: str, version: str | None = None
) -> UpdateFigure:
    """Decide otherwise on a figure, or take the decision back so that it is offered again, and say why.

    `version` is the state the page showed. Raises ChangedMeanwhile where somebody decided otherwise since.
    """
    policies.may_decide_figure(actor, figure.update.action).require()
    held = hold(UpdateFigure.objects.select_related("update__action__plan"), figure.pk, version=None)
    require_reason(reason, changes=True)
    if version is not None and version != held.state:
        raise ChangedMeanwhile(held, held.state)
    is_open = state == FigureState.OFFERED
    decided_by, decided_at = (None, None) if is_open else (actor, now())
    save_with_history(held, actor=actor, reason=reason, state=state, decided_by=decided_by, decided_at=decided_at)
    record(actor=actor, event=Event.FIGURE_DECIDED_AGAIN, subject=held, state=state)
    return held


def carry_on(action: Action) -> None:
    """Derive what an action carries from its accounts and steps, after one of them changed, came or went."""
    rate_again(action)
    last = action.outside_steps.order_by("-recorded_at", "-pk").first()
    action.outside_state = last.kind if last else OutsideStepKind.NOT_SENT
    action.version += 1
    action.save(update_fields=[*RATED, "outside_state", "version"])


def _replace(row: Row, *, actor: User, reason: str, also: Sequence[models.Model] = (), **values: Any) -> Row:
    """The row with other values, in its own place; as it was it is kept whole."""
    corrected = copy(row)
    for name, value in values.items():
        setattr(corrected, name, value)
    action = WHOLE.get(pk=row.action_id)
    changed = [_with_labels(one, action) for one in differences(row, corrected)]
    if not changed:
        raise Refused("Nothing was changed: correct what is wrong, or leave the page.")
    taken = TakenBack.objects.create(
        kind=row._meta.label_lower, key=row.pk, title=f"{row}, as it was", owner_kind=action._meta.label_lower,
        owner_key=action.pk, partnership_key=action.plan.partnership_id, reason=reason.strip(), taken_back_by=actor,
        taken_back_at=now(), put_back_at=now(),
    )  # fmt: skip
    take_out(taken, [row, *also])
    corrected._state = models.base.ModelState()
    corrected.save(force_insert=True)
    add_history(corrected, actor=actor, act=Act.CORRECTED, reason=reason, changed=changed)
    return corrected


def _with_labels(one: Difference, action: Action) -> Difference:
    """A rating by the word its scheme has for it."""
    if one.field != "rating":
        return one
    label = action.plan.scheme.rating
    return replace(one, before=label(one.before).label, after=label(one.after).label)


def _figures_after(update: ProgressUpdate, account: str) -> tuple[list[UpdateFigure], set[tuple[str, str]]]:
    """The figures whose sentences are no longer in the account, and what those that stay say."""
    stays = {(one.value, one.sentence) for one in figures_in(account)}
    kept = {figure: (figure.value, figure.sentence) for figure in update.figures.all()}
    gone = [figure for figure, words in kept.items() if words not in stays]
    return gone, {words for words in kept.values() if words in stays}
