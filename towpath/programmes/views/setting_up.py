"""Opening and amending a programme, its phases and its core elements."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.partners.models import Partnership
from towpath.programmes import policies
from towpath.programmes.forms.programmes import AmendProgrammeForm, CoreElementsForm, PhaseForm, ProgrammeForm
from towpath.programmes.models import Programme
from towpath.programmes.services import programmes as services
from towpath.programmes.services.core_elements import elements_of
from towpath.programmes.views.reaching import edits_programmes, programme_to_edit
from towpath.records.holding import fingerprint


@edits_programmes
@require_http_methods(["GET", "POST"])
def open_programme(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Open a programme of a partnership."""
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user), pk=partnership_pk)
    policies.may_edit_programme(request.user, partnership).require()
    form = answers_to(request, ProgrammeForm, partnership=partnership)

    def save() -> tuple[str, str]:
        opened = services.open_programme(actor=request.user, partnership=partnership, **form.cleaned_data)
        done = f"{opened.name} opened. Next come its phases, its contract and its sites."
        return done, reverse("programmes:programme", args=[opened.pk])

    back = reverse("programmes:programmes")
    return ask(request, form, FormPage("Open a programme", partnership.name, "Open the programme", back), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def amend_programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what a programme is and who pays for it."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, AmendProgrammeForm, _as_it_stands(programme), partnership=programme.partnership)

    def save() -> str:
        services.amend_programme(actor=request.user, programme=programme, **form.cleaned_data)
        return "Programme saved."

    return ask(request, form, _about(programme, "Amend the programme", "Save"), save, _as_it_stands)


@edits_programmes
@require_http_methods(["GET", "POST"])
def add_phase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a wave of sites."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, PhaseForm)

    def save() -> str:
        phase = services.add_phase(actor=request.user, programme=programme, **form.cleaned_data)
        return f"{phase.name} added."

    return ask(request, form, _about(programme, "Add a phase", "Add the phase"), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def set_core_elements(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what of the model must stay the same wherever it is delivered."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, CoreElementsForm, _in_lines(programme))

    def save() -> str:
        services.set_core_elements(actor=request.user, programme=programme, **form.cleaned_data)
        return "Core elements saved. Each site is checked for them every quarter."

    return ask(request, form, _about(programme, "Core elements of the model", "Save"), save, _in_lines)


def _about(programme: Programme, heading: str, button: str) -> FormPage:
    return FormPage(heading, programme.name, button, reverse("programmes:programme", args=[programme.pk]))


def _as_it_stands(programme: Programme) -> dict[str, Any]:
    kept = ("name", "model", "starts_on", "summary", "version")
    agencies = ("funder", "commissioner", "national_provider")
    return {name: getattr(programme, name) for name in kept} | {
        name: getattr(programme, f"{name}_id") for name in agencies
    }


def _in_lines(programme: Programme) -> dict[str, str]:
    """The core elements as they are typed: a name, and after a colon what it means."""
    elements = elements_of(programme)
    lines = "\n".join(f"{name}: {description}" if description else name for name, description in elements)
    return {"elements": lines, "version": fingerprint(elements)}
