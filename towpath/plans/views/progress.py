"""Reporting progress, and deciding on the figures found in a report."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.plans import policies
from towpath.plans.forms.progress import ProgressForm
from towpath.plans.models import Action, Figure
from towpath.plans.presenters.action import present_action
from towpath.plans.services import progress
from towpath.plans.views.actions import with_history
from towpath.plans.views.boards import sees_plans
from towpath.records.holding import ChangedMeanwhile
from towpath.ui.fields import initial_from
from towpath.ui.stale import refresh


@sees_plans
@require_http_methods(["GET", "POST"])
def report_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how an action stands. A second person to save is shown what the first one said."""
    action = get_object_or_404(with_history(Action.objects.visible_to(request.user)), pk=pk)
    policies.may_report_progress(request.user, action).require()
    form = _progress_form(request, action)
    newer = None
    if form.is_bound and form.is_valid():
        try:
            update = progress.report_progress(actor=request.user, action=action, **_said(form))
        except ChangedMeanwhile as changed:
            newer = refresh(form, changed)
            action = get_object_or_404(with_history(Action.objects.visible_to(request.user)), pk=pk)
        else:
            drafts.forget(request)
            messages.success(request, f"Progress saved. Reference: update {update.pk}.")
            return redirect("plans:action", pk=action.pk)
    page = present_action(action, request.user, today())
    return render(
        request,
        "plans/report_progress.html",
        {"form": form, "action": page, "newer": newer and page.events[0]},
        status=422 if form.is_bound else 200,
    )


def _progress_form(request: SignedInRequest, action: Action) -> ProgressForm:
    suggestion = progress.suggestion_for(action, today())
    if request.method == "POST":
        return ProgressForm(request.POST, request.FILES, scheme=action.plan.scheme, suggestion=suggestion)
    typed = initial_from(drafts.initial_for(request), ProgressForm.base_fields)
    return ProgressForm(
        initial={"version": action.version} | typed,
        scheme=action.plan.scheme,
        suggestion=suggestion,
    )


def _said(form: ProgressForm) -> dict[str, Any]:
    said = {name: form.cleaned_data[name] for name in ("version", "rating", "account", "as_of")}
    return said | {"evidence": form.evidence}


@sees_plans
@require_POST
def decide_figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept or decline a figure found in an update."""
    visible = Action.objects.visible_to(request.user)
    figures = Figure.objects.select_related("update__action__plan").filter(update__action__in=visible)
    figure = get_object_or_404(figures, pk=pk)
    is_right = request.POST.get("decision") == "accept"
    progress.decide_figure(actor=request.user, figure=figure, is_right=is_right)
    decision = "accepted" if is_right else "declined"
    messages.success(request, f"Figure {decision}: {figure}. Reference: figure {figure.pk}.")
    return redirect("plans:action", pk=figure.update.action_id)
