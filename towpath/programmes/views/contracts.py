"""Recording a contract and its variations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.programmes import policies
from towpath.programmes.forms.contracts import ContractForm, VariationForm
from towpath.programmes.models import Contract, Programme
from towpath.programmes.presenters.contracts import present_contracts
from towpath.programmes.services import contracts as services
from towpath.programmes.views.asking import Question, answers_to, ask
from towpath.programmes.views.reaching import edits_programmes, programme_to_edit


@edits_programmes
@require_http_methods(["GET", "POST"])
def agree_contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a contract as first agreed."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, ContractForm, {"title": "Contract", "starts_on": programme.starts_on})

    def save() -> str:
        services.agree_contract(actor=request.user, programme=programme, **form.cleaned_data)
        return "Contract recorded."

    back = reverse("programmes:programme", args=[programme.pk])
    return ask(request, form, Question("Record a contract", programme.name, "Record the contract", back), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def vary_contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a variation; what was agreed before is shown above the form and stays beside it."""
    visible = Contract.objects.filter(programme__in=Programme.objects.visible_to(request.user))
    contract = get_object_or_404(visible.select_related("programme__partnership"), pk=pk)
    policies.may_edit_programme(request.user, contract.programme.partnership).require()
    terms = list(contract.terms.select_related("contract"))
    dates = {name: getattr(terms[-1], name) for name in ("delivery_ends_on", "work_ends_on")}
    form = answers_to(request, VariationForm, dates)

    def save() -> str:
        saved = services.vary_contract(actor=request.user, contract=contract, **form.cleaned_data)
        return f"{saved} recorded. What was agreed before is kept beside it."

    question = Question(
        "Record a variation", f"{contract.title}, {contract.programme.name}", "Record the variation",
        reverse("programmes:programme", args=[contract.programme_id]), template="programmes/vary_contract.html",
    )  # fmt: skip
    return ask(request, form, question, save, contract=present_contracts([terms])[0])
