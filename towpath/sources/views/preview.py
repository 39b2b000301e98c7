"""The preview: the plan as it will be saved beside its source, and the button that saves it, once."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.documents.plan import PlanDraft
from towpath.documents.table import UnreadableFile
from towpath.plans.models import Plan
from towpath.records.fitting import fit
from towpath.sources import policies, services
from towpath.sources.forms.saving import SaveForm
from towpath.sources.models import Reading
from towpath.sources.presenters.previewing import present_preview
from towpath.sources.services.drafting import draft_of, table_of
from towpath.sources.services.naming import with_names_doubted
from towpath.sources.views.arriving import edits_plans
from towpath.sources.views.steps import after_closing, saved_sentence, visible_reading

PART = 50  # actions on one page of a long plan


@edits_plans
@require_http_methods(["GET", "POST"])
def reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look the plan through and save it. Saving twice, or after a lost connection, makes one plan."""
    found = visible_reading(request, pk)
    if not found.is_open:
        return after_closing(request, found)
    if found.compares_with_id:
        return redirect("sources:changes", pk=found.pk)
    policies.may_work_on(request.user, found).require()
    try:
        draft = draft_of(found)
    except UnreadableFile as refused:
        messages.warning(request, str(refused))
        return redirect("sources:columns", pk=found.pk)
    form = answers_to(request, SaveForm, _first_values(found, draft), read=partial(_draft, found))

    def save() -> tuple[str, str]:
        plan = services.save_reading(actor=request.user, reading=found, draft=form.settled, **form.cleaned_data)
        return saved_sentence(found), reverse("plans:plan", args=[plan.pk])

    page = FormPage("", found.document.name, "", reverse("sources:sources"), template="sources/reading.html")
    return ask(request, form, page, save, around=lambda _: _around(request, found, form))


def _draft(found: Reading, day: date | None) -> PlanDraft:
    """The plan as at a day, with a doubt where a lead may be an agency that is known."""
    return with_names_doubted(draft_of(found, day), found.document.partnership)


def _first_values(found: Reading, draft: PlanDraft) -> dict[str, Any]:
    title = draft.title or found.document.name.rsplit(".", 1)[0]
    return {"title": fit(Plan, "title", title), "version": found.version}


def _around(request: SignedInRequest, found: Reading, form: SaveForm) -> dict[str, Any]:
    """One part of the plan with its source; the questions of all parts."""
    draft = form.show(version=found.version)
    preview = present_preview(draft, table_of(found), form.concerns, PART)
    asked = request.GET.get("part", "1")
    part = min(max(int(asked) if asked.isdecimal() and len(asked) < 10 else 1, 1), preview.parts)
    return {"reading": found, "preview": preview, "sections": preview.part(part), "part": part}
