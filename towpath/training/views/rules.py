"""The rule for fully trained: the one in force, those before it, and setting one after seeing what it would do."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.programmes.models import Programme
from towpath.training import policies
from towpath.training.forms.rules import RuleForm, as_initial
from towpath.training.models import SignUp
from towpath.training.presenters.rules import present_rules
from towpath.training.rule import DEFAULT_RULE
from towpath.training.services.attaining import rule_in_force, trained_sign_ups_at
from towpath.training.services.rules import count_under, faults_of_rule, set_training_rule
from towpath.training.views.reaching import sees_training

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
            "rules": present_rules(programme.training_rules.all(), today()),
            "trained": trained_sign_ups_at(programme, today()).count(),
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
    sent = request.POST if request.method == "POST" else None
    form = RuleForm(sent, initial=_initial(programme), changes=programme.training_rules.exists())
    looks = "look" in request.POST
    if form.is_bound and form.is_valid() and _is_possible(programme, form):
        if not looks:
            return _set(request, programme, form)
        page = _page(programme, form) | {"would": count_under(programme, form.rule, today()), "rule": form.rule}
        return render(request, "training/set_rule.html", page)
    return render(request, "training/set_rule.html", _page(programme, form), status=422 if form.is_bound else 200)


def _initial(programme: Programme) -> dict[str, Any]:
    newest = programme.training_rules.order_by("-in_force_from").first()
    begins = today() if newest else programme.starts_on
    return as_initial(newest.rule if newest else DEFAULT_RULE) | {"in_force_from": begins}


def _is_possible(programme: Programme, form: RuleForm) -> bool:
    said = form.cleaned_data
    faults = faults_of_rule(programme, said["in_force_from"], form.rule, said.get("reason", ""))
    for name, sentence in faults.items():
        form.add_error(name if name in form.fields else None, sentence)
    return not faults


def _set(request: SignedInRequest, programme: Programme, form: RuleForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        rule = set_training_rule(
            actor=request.user, programme=programme, in_force_from=said["in_force_from"], rule=form.rule,
            reason=said.get("reason", ""),
        )  # fmt: skip
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, f"Rule set. Reference: rule {rule.pk}.")
    return redirect("training:training_rules", pk=programme.pk)


def _page(programme: Programme, form: RuleForm) -> dict[str, Any]:
    now = rule_in_force(programme, today())
    return {
        "form": form,
        "changes": "reason" in form.fields,
        "programme": programme,
        "trained": trained_sign_ups_at(programme, today()).count() if now else None,
        "practices": SignUp.objects.filter(site__programme=programme).count(),
    }
