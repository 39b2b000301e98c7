"""An action's own page."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.plans.models import Action, OutsideStep, ProgressUpdate
from towpath.plans.models.actions import ActionQuerySet
from towpath.plans.presenters.action import present_action
from towpath.plans.views.boards import sees_plans

RECENT = 30  # entries of each kind that an action's page begins with


@sees_plans
@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised, where it stands and its history. Opening it is recorded."""
    is_whole = request.GET.get("history") == "whole"
    visible = with_history(Action.objects.visible_to(request.user), None if is_whole else RECENT)
    found: Any = get_object_or_404(visible, pk=pk)
    record_reading(request.user, Event.ACTION_SEEN, found)
    page = present_action(found, request.user, today())
    is_cut = not is_whole and RECENT in (len(found.newest_updates), len(found.newest_steps))
    return render(request, "plans/action.html", {"action": page, "is_cut": is_cut})


def with_history(actions: ActionQuerySet, newest: int | None = RECENT) -> ActionQuerySet:
    """With everything an action's page shows, in as many questions as there are kinds of things.

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
