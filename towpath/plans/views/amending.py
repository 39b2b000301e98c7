"""Correcting a plan or an action."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.plans import policies
from towpath.plans.forms.amending import ActionForm, PlanForm
from towpath.plans.models import Action, Plan
from towpath.plans.services import amending
from towpath.records.holding import ChangedMeanwhile
from towpath.ui.stale import Overtaken, overtaken, refresh

edits_plans = holders_of(Permission.EDIT_PLANS)


@edits_plans
@require_http_methods(["GET", "POST"])
def amend_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a plan's title, what it answers and its base date."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("partnership"), pk=pk)
    policies.may_edit_plans(request.user, plan.partnership).require()
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm(initial=_plan_as_it_stands(plan))
    newer: tuple[Overtaken, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            amending.amend_plan(actor=request.user, plan=plan, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            newer = overtaken(form, _plan_as_it_stands(refresh(form, changed)))
        except amending.TitleTaken as refused:
            form.add_error("title", str(refused))
        else:
            messages.success(request, f"Plan saved, with its working dates worked out anew. Reference: plan {plan.pk}.")
            return redirect("plans:plan", pk=plan.pk)
    page = {"form": form, "heading": "Amend the plan", "caption": plan.title, "button": "Save", "overtaken": newer}
    page["back"] = page["cancel"] = reverse("plans:plan", args=[plan.pk])
    return render(request, "ui/question.html", page, status=422 if form.is_bound else 200)


@edits_plans
@require_http_methods(["GET", "POST"])
def amend_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an action's words, deadline and leads."""
    visible = Action.objects.visible_to(request.user).with_people().select_related("plan__partnership")
    action = get_object_or_404(visible, pk=pk)
    policies.may_amend_action(request.user, action).require()
    partnership = action.plan.partnership
    newer: tuple[Overtaken, ...] = ()
    form = (
        ActionForm(request.POST, partnership=partnership)
        if request.method == "POST"
        else ActionForm(initial=_as_it_stands(action), partnership=partnership)
    )
    if form.is_bound and form.is_valid():
        try:
            amending.amend_action(actor=request.user, action=action, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            newer = overtaken(form, _as_it_stands(refresh(form, changed)))
        else:
            messages.success(request, f"Action saved. Reference: action {action.pk}.")
            return redirect("plans:action", pk=action.pk)
    page = {"form": form, "heading": "Amend the action", "caption": action.text, "button": "Save", "overtaken": newer}
    page["back"] = page["cancel"] = reverse("plans:action", args=[action.pk])
    return render(request, "ui/question.html", page, status=422 if form.is_bound else 200)


def _plan_as_it_stands(plan: Plan) -> dict[str, object]:
    return {"title": plan.title, "source": plan.source, "base_date": plan.base_date, "version": plan.version}


def _as_it_stands(action: Action) -> dict[str, object]:
    leads = list(action.leads.all())
    return {
        "text": action.text,
        "deadline_words": action.deadline_words,
        "agencies": [lead.agency_id for lead in leads],
        "accountable": next((lead.agency_id for lead in leads if lead.is_accountable), None),
        "is_outside_control": action.is_outside_control,
        "version": action.version,
    }
