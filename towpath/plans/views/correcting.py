"""Putting right an account, a step, or a decision on a figure."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.plans import policies
from towpath.plans.forms.correcting import CorrectStepForm, CorrectUpdateForm, DecideAgainForm
from towpath.plans.models import Action, OutsideStep, ProgressUpdate, UpdateFigure
from towpath.plans.services import correcting
from towpath.plans.views.boards import sees_plans


@sees_plans
@require_http_methods(["GET", "POST"])
def correct_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an account of progress, and say why."""
    update = get_object_or_404(_of_visible(request, ProgressUpdate), pk=pk)
    policies.may_report_progress(request.user, update.action).require()
    seen = _said_in(update) | {"version": update.action.version}
    form = answers_to(request, CorrectUpdateForm, seen, update=update)

    def save() -> str:
        correcting.correct_update(actor=request.user, update=update, **form.cleaned_data)
        return f"Account corrected. Reference: update {pk}."

    as_it_stands = partial(_as_it_stands, ProgressUpdate, pk)
    return ask(request, form, _form_page("Correct the account", update.action), save, as_it_stands)


@sees_plans
@require_http_methods(["GET", "POST"])
def correct_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a step outside our control, and say why."""
    step = get_object_or_404(_of_visible(request, OutsideStep), pk=pk)
    policies.may_record_outside_step(request.user, step.action).require()
    form = answers_to(request, CorrectStepForm, _said_in(step) | {"version": step.action.version})

    def save() -> str:
        correcting.correct_step(actor=request.user, step=step, **form.cleaned_data)
        return f"Step corrected. Reference: step {pk}."

    page = _form_page(f"Correct the step: {step.get_kind_display().lower()}", step.action)
    return ask(request, form, page, save, partial(_as_it_stands, OutsideStep, pk))


@sees_plans
@require_http_methods(["GET", "POST"])
def decide_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide otherwise on a figure, or take the decision back, and say why."""
    visible = Action.objects.visible_to(request.user)
    figures = UpdateFigure.objects.select_related("update__action__plan__partnership").filter(
        update__action__in=visible
    )
    figure = get_object_or_404(figures, pk=pk)
    action = figure.update.action
    policies.may_decide_figure(request.user, action).require()
    form = answers_to(request, DecideAgainForm, {"state": figure.state, "version": figure.state})

    def save() -> str:
        correcting.decide_again(actor=request.user, figure=figure, **form.cleaned_data)
        return f"Decision saved. Reference: figure {pk}."

    page = _form_page(f"Decide again on {figure}", action, figure.sentence)
    return ask(request, form, page, save, lambda current: {"state": current.state})


def _said_in(row: ProgressUpdate | OutsideStep) -> dict[str, Any]:
    """What an account or a step says, by the fields that correct it."""
    fields = ("rating", "account", "as_of") if isinstance(row, ProgressUpdate) else ("body", "happened_on", "account")
    return {name: getattr(row, name) for name in fields}


def _as_it_stands(model: Any, pk: int, action: Action) -> dict[str, Any]:
    """The same after somebody else changed the action it belongs to."""
    return _said_in(model.objects.get(pk=pk))


def _of_visible(request: SignedInRequest, model: Any) -> Any:
    visible = Action.objects.visible_to(request.user)
    return model.objects.select_related("action__plan__partnership").filter(action__in=visible)


def _form_page(heading: str, action: Action, lead: str = "") -> FormPage:
    return FormPage(heading, action.text, "Save", reverse("plans:action", args=[action.pk]), lead)
