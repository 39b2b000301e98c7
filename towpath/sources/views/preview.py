"""The preview: the plan as it will be saved beside its source, and the button that saves it, once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.documents.plan import PlanDraft
from towpath.documents.table import UnreadableDocument
from towpath.plans.services.amending import TitleTaken
from towpath.records.holding import ChangedMeanwhile
from towpath.sources import policies, services
from towpath.sources.forms.saving import SaveForm
from towpath.sources.models import Reading
from towpath.sources.presenters.previewing import present_preview
from towpath.sources.services.drafting import draft_of, table_of
from towpath.sources.services.saving import ReadingDiscarded
from towpath.sources.views.arriving import edits_plans
from towpath.sources.views.steps import after_closing, saved_sentence, visible_reading
from towpath.ui.stale import refresh

PART = 100  # actions on one page of a long plan


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
    except UnreadableDocument as refused:
        messages.warning(request, str(refused))
        return redirect("sources:columns", pk=found.pk)
    form = _save_form(request, found, draft)
    if form.is_bound and form.is_valid() and (saved := _save(request, found, form)):
        return saved
    return render(
        request, "sources/reading.html", _page(request, found, draft, form), status=422 if form.is_bound else 200
    )


def _save_form(request: SignedInRequest, found: Reading, draft: PlanDraft) -> SaveForm:
    if request.method == "POST":
        return SaveForm(request.POST)
    title = draft.title or found.document.name.rsplit(".", 1)[0]
    initial = {"title": title[:250], "version": found.version}
    return SaveForm(initial=initial | drafts.initial_for(request, SaveForm.base_fields) | {"version": found.version})


def _save(request: SignedInRequest, found: Reading, form: SaveForm) -> HttpResponse | None:
    """Save, and lead to the plan; or put on the form what stood in the way."""
    try:
        plan = services.save_reading(actor=request.user, reading=found, **form.cleaned_data)
    except ChangedMeanwhile as changed:
        refresh(form, changed)
    except TitleTaken as refused:
        form.add_error("title", str(refused))
    except ReadingDiscarded as refused:
        form.add_error(None, str(refused))
    else:
        drafts.forget(request)
        messages.success(request, saved_sentence(found))
        return redirect("plans:plan", pk=plan.pk)
    return None


def _page(request: SignedInRequest, found: Reading, draft: PlanDraft, form: SaveForm) -> dict[str, Any]:
    """One part of the plan with its source; the doubts of all parts."""
    preview = present_preview(draft, table_of(found), PART)
    asked = request.GET.get("part", "1")
    part = min(max(int(asked) if asked.isdecimal() and len(asked) < 10 else 1, 1), preview.parts)
    return {"reading": found, "form": form, "preview": preview, "sections": preview.part(part), "part": part}
