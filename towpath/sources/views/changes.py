"""The comparison of a newer copy with its plan, and the readings that come to another end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from towpath.documents.plan import PlanDraft
from towpath.documents.table import UnreadableDocument
from towpath.plans.models import Plan
from towpath.plans.services.comparing import compare_with
from towpath.records.holding import ChangedMeanwhile
from towpath.sources import policies, services
from towpath.sources.forms.arriving import OF_ITS_OWN, PairForm
from towpath.sources.forms.saving import ChangesForm
from towpath.sources.models import Reading
from towpath.sources.presenters.changes import present_changes
from towpath.sources.services.drafting import draft_of
from towpath.sources.services.saving import ReadingDiscarded
from towpath.sources.views.arriving import edits_plans
from towpath.sources.views.steps import after_closing, saved_sentence, visible_reading
from towpath.ui.stale import refresh


@edits_plans
@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new, changed, gone and the same; each change taken or left, and the plan brought up to date once."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    if found.compares_with is None:
        return redirect("sources:reading", pk=found.pk)
    policies.may_work_on(request.user, found).require()
    try:
        draft = draft_of(found)
    except UnreadableDocument as refused:
        messages.warning(request, str(refused))
        return redirect("sources:columns", pk=found.pk)
    form = ChangesForm(request.POST) if request.method == "POST" else _as_seen(found, found.compares_with)
    if form.is_bound and form.is_valid() and (done := _apply(request, found, form)):
        return done
    page = _page(request, found.compares_with, draft, form) | {"reading": found}
    return render(request, "sources/changes.html", page, status=422 if form.is_bound else 200)


def _as_seen(found: Reading, plan: Plan) -> ChangesForm:
    return ChangesForm(initial={"version": found.version, "plan_version": plan.version})


def _apply(request: HttpRequest, found: Reading, form: ChangesForm) -> HttpResponse | None:
    """Bring the plan up to date and lead to it; or put on the form what stood in the way."""
    try:
        plan = services.apply_revision(
            actor=request.user, reading=found, accepted=request.POST.getlist("accept"), **form.cleaned_data
        )
    except ChangedMeanwhile as changed:
        _see_again(form, changed)
    except ReadingDiscarded as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, saved_sentence(found))
        return redirect("plans:plan", pk=plan.pk)
    return None


def _see_again(form: ChangesForm, changed: ChangedMeanwhile) -> None:
    """Count the next sending as having seen the plan, or the reading, as it is now compared."""
    if not isinstance(changed.current, Plan):
        refresh(form, changed)
        return
    form.data = {**form.data.dict(), "plan_version": str(changed.current.version)}  # type: ignore[attr-defined]
    form.add_error(None, str(changed))


def _page(request: HttpRequest, plan: Plan, draft: PlanDraft, form: ChangesForm) -> dict[str, Any]:
    """The plan as it stands now beside the document, with the ticks as a person left them."""
    plan = Plan.objects.select_related("partnership").get(pk=plan.pk)
    chosen = set(request.POST.getlist("accept")) if form.is_bound else None
    return {"plan": plan, "form": form, "changes": present_changes(compare_with(plan, draft), chosen)}


@edits_plans
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which plan a document is a newer copy of, or that it is a plan of its own."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    policies.may_work_on(request.user, found).require()
    partnership = found.document.partnership
    kept = {"plan": found.compares_with_id or OF_ITS_OWN, "version": found.version}
    form = (
        PairForm(request.POST, partnership=partnership)
        if request.method == "POST"
        else PairForm(initial=kept, partnership=partnership)
    )
    if form.is_bound and form.is_valid():
        try:
            services.pair_with(actor=request.user, reading=found, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            refresh(form, changed)
        else:
            return redirect("sources:changes" if form.cleaned_data["plan"] else "sources:reading", pk=found.pk)
    page = {"form": form, "caption": found.document.name, "back": reverse("sources:reading", args=[found.pk])}
    return render(request, "ui/question.html", page, status=422 if form.is_bound else 200)


@edits_plans
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a reading away; the document stays in the list."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    services.discard_reading(actor=request.user, reading=found)
    messages.success(request, f"Reading {found.pk} discarded. Nothing of it was saved; the document itself is kept.")
    return redirect("sources:sources")
