"""Correcting what was typed wrongly: the form in which it was recorded, filled in, and why it is another."""

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.programmes import policies
from towpath.programmes.forms import correcting as forms
from towpath.programmes.models import (
    Contract,
    Milestone,
    Phase,
    Programme,
    RiskAssessment,
    SitePartner,
    SitePost,
    Terms,
)
from towpath.programmes.services import assessing, contracts, milestones, posts, programmes, sites
from towpath.programmes.views.reaching import edits_programmes, of_site_to_edit
from towpath.records.forms import ReasonForm
from towpath.records.history import version_of


@edits_programmes
@require_http_methods(["GET", "POST"])
def correct_site_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct who was in post, as what, and when."""
    found = of_site_to_edit(request, SitePost.objects.all(), pk)
    fields = ("kind", "name", "person", "agency", "working_time", "started_on", "ended_on")
    form = answers_to(request, forms.CorrectSitePostForm, _as_it_stands(fields)(found), site=found.site)
    return _correct(request, found, form, fields, posts.correct_site_post, "post", "Correct the post")


@edits_programmes
@require_http_methods(["GET", "POST"])
def correct_partner(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct which agency delivered at a site, and when."""
    found = of_site_to_edit(request, SitePartner.objects.all(), pk)
    fields = ("agency", "started_on", "ended_on")
    form = answers_to(request, forms.CorrectPartnerForm, _as_it_stands(fields)(found), site=found.site)
    return _correct(request, found, form, fields, sites.correct_partner, "partner", "Correct the partner agency")


@edits_programmes
@require_http_methods(["GET", "POST"])
def correct_risk_assessment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what was typed wrongly of a risk assessment."""
    found = of_site_to_edit(request, RiskAssessment.objects.all(), pk)
    fields = ("made_on", "made_by", "outcome", "measures", "review_on", "evidence")
    form = answers_to(request, forms.CorrectRiskForm, _as_it_stands(fields)(found))
    return _correct(
        request, found, form, fields, assessing.correct_risk_assessment, "assessment", "Correct the risk assessment"
    )


@edits_programmes
@require_http_methods(["GET", "POST"])
def correct_phase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a phase's name and days."""
    found = _of_programme_to_edit(request, Phase.objects.all(), pk)
    fields = ("name", "starts_on", "ends_on")
    form = answers_to(request, forms.CorrectPhaseForm, _as_it_stands(fields)(found))
    return _correct(request, found, form, fields, programmes.correct_phase, "phase", "Correct the phase")


@edits_programmes
@require_http_methods(["GET", "POST"])
def correct_contract(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a contract's title and start."""
    found = _of_programme_to_edit(request, Contract.objects.all(), pk)
    fields = ("title", "starts_on")
    form = answers_to(request, forms.CorrectContractForm, _as_it_stands(fields)(found))
    return _correct(request, found, form, fields, contracts.correct_contract, "contract", "Correct the contract")


@edits_programmes
@require_http_methods(["GET", "POST"])
def correct_terms(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what was typed wrongly of a contract's terms or of a variation."""
    found = _of_programme_to_edit(request, Terms.objects.select_related("contract"), pk, "contract__programme")
    fields = ("agreed_on", "reason", "delivery_ends_on", "work_ends_on", "budget")
    form = answers_to(request, forms.CorrectTermsForm, _as_it_stands(fields)(found), is_first=found.number == 0)
    return _correct(request, found, form, fields, contracts.correct_terms, "terms", f"Correct: {found}")


@edits_programmes
@require_http_methods(["GET", "POST"])
def take_back_met(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a milestone was not met after all."""
    found = _of_programme_to_edit(request, Milestone.objects.all(), pk)
    form = answers_to(request, ReasonForm, _as_it_stands(())(found))
    return _correct(request, found, form, (), milestones.take_back_met, "milestone", "The milestone was not met")


def _correct(
    request: SignedInRequest,
    found: Any,
    form: Form,
    fields: Iterable[str],
    service: Callable[..., Any],
    named: str,
    heading: str,
) -> HttpResponse:
    """Ask, and save by the room's service, which takes the record under that name."""

    def save() -> str:
        service(actor=request.user, **{named: found}, **form.cleaned_data)
        return "Corrected. What stood there before is in its history."

    back = reverse("history", args=[found._meta.label_lower, found.pk])
    return ask(request, form, FormPage(heading, _caption(found), "Save", back), save, _as_it_stands(fields))


def _caption(found: Any) -> str:
    site = getattr(found, "site", None)
    return f"{site}, {site.programme.name}" if site else str(getattr(found, "contract", found))


def _as_it_stands(fields: Iterable[str]) -> Callable[[Any], dict[str, Any]]:
    """What the form shows of a record: its fields as they are, and its version."""

    def of(record: Any) -> dict[str, Any]:
        values = {name: record._meta.get_field(name).value_from_object(record) for name in fields}
        return values | {"version": version_of(record)}

    return of


def _of_programme_to_edit(request: SignedInRequest, rows: Any, pk: int, path: str = "programme") -> Any:
    """Something of a programme that this person sees and may change."""
    visible = rows.filter(**{f"{path}__in": Programme.objects.visible_to(request.user)})
    found = get_object_or_404(visible.select_related(f"{path}__partnership"), pk=pk)
    programme = found.contract.programme if path != "programme" else found.programme
    policies.may_edit_programme(request.user, programme.partnership).require()
    return found
