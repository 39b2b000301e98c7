"""A whole plan on its way out. A download is recorded before it begins."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.audit.reading import CSV, hand_out
from towpath.documents.writers.csv import csv_lines
from towpath.foundation.clock import now, today
from towpath.plans.exports.fields import action_sheet
from towpath.plans.models import Plan
from towpath.plans.policies import may_export

takes_plans_out = holders_of(Permission.EXPORT_PLANS)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Written: TypeAlias = tuple[bytes | Iterable[str], str, str]  # with its type and how its name ends


@takes_plans_out
@require_safe
def export_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ways in which this plan can be taken out."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    may_export(request.user, plan).require()
    files = [
        {"label": label, "href": reverse("plans:export_file", args=[pk, kind]), "kind": name}
        for kind, (label, name, _) in EXPORTS.items()
    ]
    count = plan.actions.current().count()
    return render(request, "plans/export_plan.html", {"plan": plan, "files": files, "count": count})


@takes_plans_out
@require_safe
def export_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """The plan as Word, Excel or CSV."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    if kind not in EXPORTS:
        raise Http404
    may_export(request.user, plan).require()
    content, content_type, suffix = EXPORTS[kind][2](plan)
    return hand_out(
        request.user, Event.PLAN_EXPORTED, content, of=plan, content_type=content_type,
        name=f"{slugify(plan.title)[:60] or 'plan'}-{today():%Y-%m-%d}.{suffix}",
        kind=kind, actions=plan.actions.current().count(),
    )  # fmt: skip


def _word(plan: Plan) -> Written:
    from towpath.plans.exports.word import plan_as_word

    return plan_as_word(plan, now()), WORD, "docx"


def _excel(plan: Plan) -> Written:
    from towpath.documents.writers.excel import excel_workbook
    from towpath.plans.exports.history import history_sheet

    return excel_workbook(plan.title, [action_sheet(plan), history_sheet(plan)]), EXCEL, "xlsx"


def _csv(plan: Plan) -> Written:
    return csv_lines(action_sheet(plan)), CSV, "csv"


# The ways a plan is taken out: what the file holds, its kind in words, and what writes it.
EXPORTS: dict[str, tuple[str, str, Callable[[Plan], Written]]] = {
    "word": ("The plan in the layout it arrived in", "Word", _word),
    "excel": ("Every action and its history", "Excel", _excel),
    "csv": ("Every action, for other programs", "CSV", _csv),
}
