"""Reporting progress or a step on an action outside our control, and deciding on the figures found in a report."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, button
from towpath.foundation.clock import today
from towpath.plans import policies
from towpath.plans.forms.progress import OutsideStepForm, ProgressForm
from towpath.plans.models import Action, ProgressUpdate, UpdateFigure
from towpath.plans.presenters.action import present_events
from towpath.plans.services import outside, progress, rating
from towpath.plans.views.actions import with_history
from towpath.plans.views.boards import sees_plans
from towpath.records.holding import ChangedMeanwhile
from towpath.ui.fields.versions import UNSEEN, is_unseen
from towpath.ui.words import as_day

OUTSIDE = "This action is outside the partnership's control: keep what was sent, acknowledged and answered."


@sees_plans
@require_http_methods(["GET", "POST"])
def report_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how an action stands. A second person to save is shown what the first one said."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("plan__partnership"), pk=pk)
    policies.may_report_progress(request.user, action).require()
    suggestion = progress.suggestion_for(action, today())
    seen = {"version": action.version}
    form = answers_to(request, ProgressForm, seen, plan=action.plan, suggestion=suggestion)

    def save() -> str:
        update = progress.report_progress(actor=request.user, action=action, **form.answers())
        return f"Progress saved. Reference: update {update.pk}.{_what_stands(update)}"

    page = FormPage(
        "Report progress", Truncator(action.text).chars(120), "Save progress",
        reverse("plans:action", args=[action.pk]), template="plans/report_progress.html",
    )  # fmt: skip
    return ask(request, form, page, save, around=lambda newer: _around(request, action.pk, newer))


@sees_plans
@require_http_methods(["GET", "POST"])
def record_outside_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that something was sent, acknowledged or answered."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("plan__partnership"), pk=pk)
    policies.may_record_outside_step(request.user, action).require()
    form = answers_to(request, OutsideStepForm, {"version": action.version}, action=action)

    def save() -> str:
        step = outside.record_outside_step(actor=request.user, action=action, **form.answers())
        return f"Step saved. Reference: step {step.pk}."

    page = FormPage(
        "Record a step", Truncator(action.text).chars(120), "Save the step", reverse("plans:action", args=[action.pk]),
        OUTSIDE, template="plans/record_outside_step.html",
    )  # fmt: skip
    return ask(request, form, page, save, around=lambda newer: _around(request, action.pk, newer))


def _around(request: SignedInRequest, pk: int, newer: Action | None) -> dict[str, Any]:
    """The action as it stands, and what somebody else said of it meanwhile."""
    action = get_object_or_404(with_history(Action.objects.visible_to(request.user)), pk=pk)
    events = present_events(action) if newer else []
    return {"action": action, "due": action.due_at(today()), "newer": events[0] if events else None}


def _what_stands(update: ProgressUpdate) -> str:
    """Which rating the action goes on carrying, where this account is about a day before another's."""
    action = Action.objects.with_people().get(pk=update.action_id)
    current = rating.current_account(action)
    if current is None or current.order == update.pk:
        return ""
    return f" The action stays {action.rated.label}, which is true of {as_day(current.rating_day)}, a later date."


@sees_plans
@button
def decide_figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept or decline a figure found in an update."""
    visible = Action.objects.visible_to(request.user)
    figures = UpdateFigure.objects.select_related("update__action__plan").filter(update__action__in=visible)
    figure = get_object_or_404(figures, pk=pk)
    is_right = request.POST.get("decision") == "accept"
    decision = "accepted" if is_right else "declined"
    if is_unseen(request.POST, "saw"):
        messages.warning(request, UNSEEN)
        return redirect("plans:action", pk=figure.update.action_id)
    try:
        progress.decide_figure(actor=request.user, figure=figure, is_right=is_right, saw=request.POST.get("saw"))
    except ChangedMeanwhile:
        figure.refresh_from_db()
        messages.warning(request, _decided_otherwise(figure, decision))
    else:
        messages.success(request, f"Figure {decision}: {figure}. Reference: figure {figure.pk}.")
    return redirect("plans:action", pk=figure.update.action_id)


def _decided_otherwise(figure: UpdateFigure, decision: str) -> str:
    """What somebody else decided after the page was opened, beside what this person chose."""
    state = figure.get_state_display().lower()
    return (
        f"{figure.decided_by} decided on the figure {figure} after you opened the page: it is {state}. You chose "
        f"{decision}, which was not saved. Decide again if that is wrong."
    )
