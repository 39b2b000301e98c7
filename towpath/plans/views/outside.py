"""Recording a step on an action outside our control."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.foundation.transitions import NextStateError
from towpath.plans import policies
from towpath.plans.forms.progress import OutsideStepForm
from towpath.plans.models import Action
from towpath.plans.services import outside
from towpath.plans.views.boards import sees_plans
from towpath.plans.views.progress import beside_progress
from towpath.records.refusing import Refused

SAID = ("version", "kind", "body", "happened_on", "account")
OUTSIDE = "This action is outside the partnership's control: keep what was sent, acknowledged and answered."


@sees_plans
@require_http_methods(["GET", "POST"])
def record_outside_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that something was sent, acknowledged or answered."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("plan__partnership"), pk=pk)
    policies.may_record_outside_step(request.user, action).require()
    form = answers_to(request, OutsideStepForm, {"version": action.version}, action=action)

    def save() -> str:
        said = {name: form.cleaned_data[name] for name in SAID}
        try:
            step = outside.record_outside_step(actor=request.user, action=action, **said, evidence=form.evidence)
        except NextStateError as refused:
            raise Refused(kind=str(refused)) from refused
        return f"Step saved. Reference: step {step.pk}."

    question = FormPage(
        "Record a step", Truncator(action.text).chars(120), "Save the step", reverse("plans:action", args=[action.pk]),
        OUTSIDE, template="plans/record_outside_step.html",
    )  # fmt: skip
    return ask(request, form, question, save, around=lambda newer: beside_progress(request, action.pk, newer))
