"""An action's own page, and its evidence."""

from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.audit.reading import hand_out, record_reading
from towpath.foundation.clock import today
from towpath.plans import policies
from towpath.plans.models import Action, Evidence, OutsideStep, ProgressUpdate
from towpath.plans.models.actions import ActionQuerySet
from towpath.plans.presenters.action import present_events, rows_of
from towpath.plans.services.progress import suggestion_for
from towpath.plans.views.boards import sees_plans
from towpath.records.kept_files import content_of
from towpath.records.models import TakenBack
from towpath.records.moved_deadlines import moves_of

ADDED_AGAIN = "Whoever added it can report progress once more and add it again."
RECENT = 30  # entries of each kind that an action's page begins with


@sees_plans
@require_safe
def action(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was promised, where it stands and its history. Opening it is recorded."""
    is_whole = request.GET.get("history") == "whole"
    visible = with_history(Action.objects.visible_to(request.user), None if is_whole else RECENT)
    found: Any = get_object_or_404(visible, pk=pk)
    user, day = request.user, today()
    record_reading(user, Event.ACTION_SEEN, found)
    context = {
        "action": found,
        "due": found.due_at(day),
        "suggestion": suggestion_for(found, day),
        "moves": moves_of(found),
        "places": rows_of(found.places),
        "events": present_events(found),
        "is_cut": not is_whole and RECENT in (len(found.newest_updates), len(found.newest_steps)),
        "taken": TakenBack.objects.still_out().from_owner(found, user),
        "may_edit": policies.may_edit_plans(user, found.plan.partnership),
        "may_report": policies.may_report_progress(user, found),
        "may_step": policies.may_record_outside_step(user, found),
        "may_amend": policies.may_amend_action(user, found),
    }
    return render(request, "plans/action.html", context)


def with_history(actions: ActionQuerySet, newest: int | None = RECENT) -> ActionQuerySet:
    """With everything an action's page shows, in as many queries as there are kinds of things.

    `newest_updates` and `newest_steps` hold so many of each; all of them for None.
    """
    updates = ProgressUpdate.objects.select_related("reported_by", "document").prefetch_related("evidence", "figures")
    steps = OutsideStep.objects.select_related("recorded_by").prefetch_related("evidence")
    return (
        actions.with_people()
        .select_related("plan__partnership")
        .prefetch_related(
            Prefetch("updates", updates.order_by("-recorded_at", "-pk")[:newest], to_attr="newest_updates"),
            Prefetch("outside_steps", steps.order_by("-recorded_at", "-pk")[:newest], to_attr="newest_steps"),
        )
    )


@sees_plans
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Hand out an evidence file, always as a download, or lead to a link."""
    visible = Action.objects.visible_to(request.user)
    of_visible = Q(update__action__in=visible) | Q(step__action__in=visible)
    piece = get_object_or_404(
        Evidence.objects.select_related("update__action__plan", "step__action__plan").filter(of_visible),
        pk=pk,
    )
    action = piece.update.action if piece.update else piece.step.action
    if piece.link:
        record_reading(request.user, Event.EVIDENCE_SEEN, action, evidence=piece.pk)
        return redirect(piece.link)
    content = content_of(piece.file, sha256=piece.sha256, subject=action, remedy=ADDED_AGAIN)
    return hand_out(request.user, Event.EVIDENCE_SEEN, content, of=action, name=piece.name, evidence=piece.pk)
