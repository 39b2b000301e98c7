"""Setting, amending and meeting milestones."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.programmes import policies
from towpath.programmes.forms.milestones import AmendMilestoneForm, MeetMilestoneForm, MilestoneForm
from towpath.programmes.models import Milestone, Programme
from towpath.programmes.services import milestones as services
from towpath.programmes.views.reaching import edits_programmes, programme_to_edit


@edits_programmes
@require_http_methods(["GET", "POST"])
def set_milestone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a milestone of a programme or of one of its sites."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, MilestoneForm, {"site": request.GET.get("site", "")}, programme=programme)

    def save() -> str:
        milestone = services.set_milestone(actor=request.user, programme=programme, **form.cleaned_data)
        return f"Milestone set: {milestone.name}."

    back = reverse("programmes:programme", args=[programme.pk])
    return ask(request, form, FormPage("Set a milestone", programme.name, "Set the milestone", back), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def amend_milestone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a milestone."""
    milestone = _to_edit(request, pk)
    form = answers_to(request, AmendMilestoneForm, _as_it_stands(milestone))

    def save() -> str:
        services.amend_milestone(actor=request.user, milestone=milestone, **form.cleaned_data)
        return "Milestone saved."

    return ask(request, form, _about(milestone, "Amend the milestone", "Save"), save, _as_it_stands)


@edits_programmes
@require_http_methods(["GET", "POST"])
def meet_milestone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a milestone was met."""
    milestone = _to_edit(request, pk)
    form = answers_to(request, MeetMilestoneForm, _as_met(milestone))

    def save() -> str:
        services.meet_milestone(actor=request.user, milestone=milestone, **form.cleaned_data)
        return f"Milestone met: {milestone.name}."

    return ask(request, form, _about(milestone, "Record the milestone as met", "Save"), save, _noted)


def _as_it_stands(milestone: Milestone) -> dict[str, Any]:
    return {name: getattr(milestone, name) for name in ("name", "deadline_words", "note", "version")}


def _as_met(milestone: Milestone) -> dict[str, Any]:
    """The day it was met, where one is recorded; what is added to its note begins empty."""
    return ({"met_on": milestone.met_on} if milestone.met_on else {}) | {"version": milestone.version}


def _noted(milestone: Milestone) -> dict[str, Any]:
    return _as_met(milestone) | {"note": milestone.note}


def _to_edit(request: SignedInRequest, pk: int) -> Milestone:
    visible = Milestone.objects.filter(programme__in=Programme.objects.visible_to(request.user))
    milestone = get_object_or_404(visible.select_related("programme__partnership", "site"), pk=pk)
    policies.may_edit_programme(request.user, milestone.programme.partnership).require()
    return milestone


def _about(milestone: Milestone, heading: str, button: str) -> FormPage:
    """A question about a milestone, which leads back to its site's record or to its programme."""
    back = (
        reverse("programmes:site_record", args=[milestone.site_id])
        if milestone.site_id
        else reverse("programmes:programme", args=[milestone.programme_id])
    )
    return FormPage(heading, milestone.name, button, back)
