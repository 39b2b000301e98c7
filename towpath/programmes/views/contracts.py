"""Recording a contract and its variations."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.programmes import policies
from towpath.programmes.forms.contracts import ContractForm, VariationForm
from towpath.programmes.models import Contract, Programme
from towpath.programmes.presenters.contracts import present_contracts
from towpath.programmes.services import contracts as services
from towpath.programmes.views.reaching import edits_programmes, programme_to_edit


@edits_programmes
@require_http_methods(["GET", "POST"])
def agree_contract(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a contract as first agreed."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, ContractForm, {"title": "Contract", "starts_on": programme.starts_on})

    def save() -> str:
        services.agree_contract(actor=request.user, programme=programme, **form.cleaned_data)
        return "Contract recorded."

    back = reverse("programmes:programme", args=[programme.pk])
    return ask(request, form, FormPage("Record a contract", programme.name, "Record the contract", back), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def vary_contract(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a variation; what was agreed before is shown above the form and stays beside it."""
    visible = Contract.objects.filter(programme__in=Programme.objects.visible_to(request.user))
    contract = get_object_or_404(visible.select_related("programme__partnership"), pk=pk)
    policies.may_edit_programme(request.user, contract.programme.partnership).require()
    form = answers_to(request, VariationForm, _dates(contract))

    def save() -> str:
        saved = services.vary_contract(actor=request.user, contract=contract, **form.cleaned_data)
        return f"{saved} recorded. What was agreed before is kept beside it."

    page = FormPage(
        "Record a variation", f"{contract.title}, {contract.programme.name}", "Record the variation",
        reverse("programmes:programme", args=[contract.programme_id]), template="programmes/vary_contract.html",
    )  # fmt: skip
    return ask(request, form, page, save, _as_agreed, around=lambda _: _terms(contract))


def _dates(contract: Contract) -> dict[str, Any]:
    """The dates that hold now, which a variation most often keeps in part, and the number of the terms they are of."""
    newest = contract.terms.order_by("-number")[0]
    return {name: getattr(newest, name) for name in ("delivery_ends_on", "work_ends_on")} | {"version": newest.number}


def _as_agreed(contract: Contract) -> dict[str, Any]:
    newest = contract.terms.order_by("-number")[0]
    agreed = ("agreed_on", "reason", "delivery_ends_on", "work_ends_on", "budget")
    return {name: getattr(newest, name) for name in agreed}


def _terms(contract: Contract) -> dict[str, Any]:
    terms = list(contract.terms.select_related("contract"))
    return {"agreed": present_contracts([terms])[0]}
