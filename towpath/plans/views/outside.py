"""Recording a step on an action outside our control."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.foundation.transitions import NotTheNextState
from towpath.plans import policies
from towpath.plans.forms.progress import OutsideStepForm
from towpath.plans.models import Action
from towpath.plans.presenters.action import present_action
from towpath.plans.services import outside
from towpath.plans.views.actions import with_history
from towpath.plans.views.boards import sees_plans
from towpath.records.holding import ChangedMeanwhile
from towpath.ui.fields import initial_from
from towpath.ui.stale import refresh

SAID = ("version", "kind", "body", "happened_on", "account")


@sees_plans
@require_http_methods(["GET", "POST"])
def record_outside_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that something was sent, acknowledged or answered."""
    action = get_object_or_404(with_history(Action.objects.visible_to(request.user)), pk=pk)
    policies.may_record_outside_step(request.user, action).require()
    form = _step_form(request, action)
    newer = None
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in SAID}
        try:
            step = outside.record_outside_step(actor=request.user, action=action, **said, evidence=form.evidence)
        except ChangedMeanwhile as changed:
            newer = refresh(form, changed)
            action = get_object_or_404(with_history(Action.objects.visible_to(request.user)), pk=pk)
        except NotTheNextState as refused:
            form.add_error("kind", str(refused))
        else:
            drafts.forget(request)
            messages.success(request, f"Step saved. Reference: step {step.pk}.")
            return redirect("plans:action", pk=action.pk)
    page = present_action(action, request.user, today())
    return render(
        request,
        "plans/record_outside_step.html",
        {"form": form, "action": page, "newer": newer and page.events[0]},
        status=422 if form.is_bound else 200,
    )


def _step_form(request: SignedInRequest, action: Action) -> OutsideStepForm:
    if request.method == "POST":
        return OutsideStepForm(request.POST, request.FILES, action=action)
    initial = {"version": action.version} | initial_from(drafts.initial_for(request), OutsideStepForm.base_fields)
    return OutsideStepForm(initial=initial, action=action)
