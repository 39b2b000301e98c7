"""Correcting a plan or an action."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.plans import policies
from towpath.plans.forms.amending import ActionForm, DocumentDateForm, PlanForm
from towpath.plans.models import Action, Plan, PlanDocument
from towpath.plans.services import amending
from towpath.ui.words import as_day

edits_plans = holders_of(Permission.EDIT_PLANS)


@edits_plans
@require_http_methods(["GET", "POST"])
def amend_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a plan's title, what it answers and its base date."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("partnership"), pk=pk)
    policies.may_edit_plans(request.user, plan.partnership).require()
    form = answers_to(request, PlanForm, _plan_as_it_stands(plan))

    def save() -> str:
        amending.amend_plan(actor=request.user, plan=plan, **form.cleaned_data)
        return f"Plan saved, with its working dates worked out anew. Reference: plan {plan.pk}."

    page = FormPage("Amend the plan", plan.title, "Save", reverse("plans:plan", args=[plan.pk]))
    return ask(request, form, page, save, _plan_as_it_stands)


@edits_plans
@require_http_methods(["GET", "POST"])
def date_document(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say as at what date a document taken into a plan stands."""
    visible = PlanDocument.objects.visible_to(request.user).select_related("plan__partnership")
    document = get_object_or_404(visible, pk=pk)
    policies.may_edit_plans(request.user, document.plan.partnership).require()
    form = answers_to(request, DocumentDateForm, _dated(document), document=document)

    def save() -> str:
        amending.date_document(actor=request.user, document=document, **form.cleaned_data)
        placed = "The ratings that came with the document were placed anew."
        return f"Date saved. {placed} Reference: document {document.pk}."

    lead = f"Taken in on {as_day(document.taken_in_at)}."
    back = reverse("plans:plan", args=[document.plan_id])
    page = FormPage("Date of the document", document.plan.title, "Save", back, lead)
    return ask(request, form, page, save, _dated)


def _dated(document: PlanDocument) -> dict[str, object]:
    return {"as_at": document.as_at, "version": document.version}


@edits_plans
@require_http_methods(["GET", "POST"])
def amend_action(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an action's words, deadline and leads."""
    visible = Action.objects.visible_to(request.user).with_people().select_related("plan__partnership")
    action = get_object_or_404(visible, pk=pk)
    policies.may_amend_action(request.user, action).require()
    form = answers_to(request, ActionForm, _as_it_stands(action), partnership=action.plan.partnership)

    def save() -> str:
        amending.amend_action(actor=request.user, action=action, **form.cleaned_data)
        return f"Action saved. Reference: action {action.pk}."

    page = FormPage("Amend the action", action.text, "Save", reverse("plans:action", args=[action.pk]))
    return ask(request, form, page, save, _as_it_stands)


def _plan_as_it_stands(plan: Plan) -> dict[str, object]:
    return {"title": plan.title, "source": plan.source, "base_date": plan.base_date, "version": plan.version}


def _as_it_stands(action: Action) -> dict[str, object]:
    return {
        "text": action.text,
        "deadline_words": action.deadline_words,
        "reason": "",
        "agencies": [lead.agency_id for lead in action.leads.all()],
        "accountable": action.accountable and action.accountable.pk,
        "is_outside_control": action.is_outside_control,
        "version": action.version,
    }
