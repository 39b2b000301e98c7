"""The rule for fully trained: the one in force, those before it, and setting one after seeing what it would do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, put_beside
from towpath.facts.counting import Tally
from towpath.foundation.clock import today
from towpath.practices.views.reaching import sees_training
from towpath.programmes.models import Programme
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.facts.practices import rules_of
from towpath.training.forms.rules import RuleForm, as_initial
from towpath.training.models import TrainingRule
from towpath.training.presenters.rules import TrainedToday, dated_rules, present_trained
from towpath.training.rule import DEFAULT_RULE
from towpath.training.services.rules import (
    faults_of_rule,
    newest_of,
    set_training_rule,
    tally_under,
)

sets_rules = holders_of(Permission.EDIT_PROGRAMMES)


@sees_training
@require_safe
def training_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """What "fully trained" means in a programme today, and what it meant before."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    return render(
        request,
        "training/training_rules.html",
        {
            "programme": programme,
            "rules": dated_rules(programme.training_rules.all(), today()),
            "trained": present_trained(_sites_of(programme)),
            "may_set": policies.may_set_rule(request.user, programme),
            "usual": DEFAULT_RULE,
        },
    )


@sets_rules
@require_http_methods(["GET", "POST"])
def set_rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what a rule asks, see how many practices would be fully trained under it today, then set it."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    policies.may_set_rule(request.user, programme).require()
    form = answers_to(request, RuleForm, _as_it_stands(programme), changes=programme.training_rules.exists())

    def save() -> str:
        said = form.cleaned_data
        rule = set_training_rule(
            actor=request.user, programme=programme, in_force_from=said["in_force_from"], rule=form.rule,
            reason=said.get("reason", ""), version=said["version"],
        )  # fmt: skip
        return f"Rule set. Reference: rule {rule.pk}."

    if "look" in request.POST and form.is_valid() and _is_possible(programme, form):
        would = present_trained(tally_under(programme, form.rule, today()))
        context = _around(programme, form) | {"would": would, "rule": form.rule}
        return render(request, "training/set_rule.html", context)
    back = reverse("training:training_rules", args=[programme.pk])
    page = FormPage("", programme.name, "", back, template="training/set_rule.html")
    return ask(request, form, page, save, _as_set, around=lambda _: _around(programme, form))


def _as_it_stands(programme: Programme) -> dict[str, Any]:
    newest = newest_of(programme)
    begins = today() if newest else programme.starts_on
    said = as_initial(newest.rule if newest else DEFAULT_RULE)
    return said | {"in_force_from": begins, "version": newest.pk if newest else 0}


def _as_set(rule: TrainingRule) -> dict[str, Any]:
    return as_initial(rule.rule) | {"in_force_from": rule.in_force_from, "reason": rule.reason}


def _is_possible(programme: Programme, form: RuleForm) -> bool:
    said = form.cleaned_data
    faults = faults_of_rule(programme, said["in_force_from"], form.rule, said.get("reason", ""))
    if faults:
        put_beside(form, Refused(**faults))
    return not faults


def _around(programme: Programme, form: RuleForm) -> dict[str, Any]:
    return {
        "form": form,
        "changes": "reason" in form.fields,
        "programme": programme,
        "trained": _trained_today(programme),
    }


def _trained_today(programme: Programme) -> TrainedToday | None:
    """Fully trained of signed up under the rule in force; None where none is."""
    has_rule = rules_of([programme.pk]).on(programme.pk, today())
    return present_trained(_sites_of(programme)) if has_rule else None


def _sites_of(programme: Programme) -> Tally:
    return Tally("site", programme.sites.values_list("pk", flat=True), today())
