"""An action's own page."""

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.plans.models import Action, OutsideStep, ProgressUpdate
from towpath.plans.models.actions import ActionQuerySet
from towpath.plans.presenters.action import present_action
from towpath.plans.views.boards import sees_plans


@sees_plans
@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised, where it stands and its history. Opening it is recorded."""
    found = get_object_or_404(with_history(Action.objects.visible_to(request.user)), pk=pk)
    with transaction.atomic():
        record(actor=request.user, event=Event.ACTION_SEEN, subject=found)
    return render(request, "plans/action.html", {"action": present_action(found, request.user, today())})


def with_history(actions: ActionQuerySet) -> ActionQuerySet:
    """With everything an action's page shows, in as many questions as there are kinds of things."""
    updates = ProgressUpdate.objects.select_related("reported_by")
    steps = OutsideStep.objects.select_related("recorded_by")
    return (
        actions.with_people()
        .select_related("plan__partnership")
        .prefetch_related(
            Prefetch("updates", updates), Prefetch("outside_steps", steps), "updates__evidence", "updates__figures",
            "outside_steps__evidence",
        )
    )  # fmt: skip
