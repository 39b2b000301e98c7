"""The comparison of a newer copy with its plan, and the readings that come to another end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, button
from towpath.documents.table import UnreadableFile
from towpath.plans.models import Plan
from towpath.plans.services.comparing import comparison_of
from towpath.records.holding import ChangedMeanwhile
from towpath.sources import policies, services
from towpath.sources.forms.arriving import OF_ITS_OWN, PairForm
from towpath.sources.forms.saving import ChangesForm
from towpath.sources.models import Reading
from towpath.sources.presenters.changes import present_changes
from towpath.sources.services.drafting import before, draft_of
from towpath.sources.views.arriving import edits_plans
from towpath.sources.views.steps import after_closing, saved_sentence, visible_reading


@edits_plans
@require_http_methods(["GET", "POST"])
def changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is new, changed, gone and the same; each change taken or left, and the plan brought up to date once."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    if found.compares_with is None:
        return redirect("sources:reading", pk=found.pk)
    policies.may_work_on(request.user, found).require()
    try:
        draft_of(found)
    except UnreadableFile as refused:
        messages.warning(request, str(refused))
        return redirect("sources:columns", pk=found.pk)
    plan = found.compares_with
    versions = {"version": found.version, "plan_version": plan.version}
    about = {"plan": plan, "read": lambda day: comparison_of(plan, draft_of(found, day), before(plan))}
    form = answers_to(request, ChangesForm, versions, **about)

    def save() -> tuple[str, str]:
        plan = _apply(request, found, form)
        return saved_sentence(found), reverse("plans:plan", args=[plan.pk])

    page = FormPage("", found.document.name, "", reverse("sources:sources"), template="sources/changes.html")
    return ask(request, form, page, save, around=lambda newer: _around(newer, found, form), reading=found)


def _apply(request: SignedInRequest, found: Reading, form: ChangesForm) -> Plan:
    """Bring the plan up to date. Where somebody was first, the version to see is the reading's or the plan's."""
    try:
        answers = {name: form.cleaned_data[name] for name in ("version", "plan_version", "as_at")}
        accepted = form.cleaned_data["accept"]
        return services.apply_revision(
            actor=request.user, reading=found, accepted=accepted, comparison=form.shown, **answers
        )
    except ChangedMeanwhile as changed:
        changed.field = "plan_version" if isinstance(changed.current, Plan) else "version"
        raise


def _around(newer: Any, found: Reading, form: ChangesForm) -> dict[str, Any]:
    """The plan as it stands now beside the document, with the ticks as a person left them."""
    plan = form.plan
    if newer is not None:
        plan = Plan.objects.select_related("partnership").get(pk=plan.pk)
        del form.shown
    shown = form.show(version=found.version, plan_version=plan.version)
    return {"plan": plan, "changes": present_changes(shown.revision, form["accept"].value())}


@edits_plans
@require_http_methods(["GET", "POST"])
def pair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which plan a document is a newer copy of, or that it is a plan of its own."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    policies.may_work_on(request.user, found).require()
    partnership = found.document.partnership
    form = answers_to(request, PairForm, _paired(found), partnership=partnership)

    def save() -> tuple[str, str]:
        services.pair_with(actor=request.user, reading=found, **form.cleaned_data)
        return "", reverse("sources:changes" if form.cleaned_data["plan"] else "sources:reading", args=[found.pk])

    page = FormPage("", found.document.name, "Continue", reverse("sources:reading", args=[found.pk]))
    return ask(request, form, page, save, _paired)


def _paired(found: Reading) -> dict[str, Any]:
    return {"plan": found.compares_with_id or OF_ITS_OWN, "version": found.version}


@edits_plans
@button
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a reading away; the document stays in the list."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    services.discard_reading(actor=request.user, reading=found)
    messages.success(request, f"Reading {found.pk} discarded. Nothing of it was saved; the document itself is kept.")
    return redirect("sources:sources")
