"""A whole plan on its way out. A download is recorded before it begins."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.documents.writers.csv import csv_lines
from towpath.foundation.clock import now, today
from towpath.plans.exports.fields import action_sheet
from towpath.plans.models import Plan
from towpath.plans.policies import may_export
from towpath.plans.presenters.exports import EXPORTS, exports_of
from towpath.plans.services.exporting import take_plan_out

takes_plans_out = holders_of(Permission.EXPORT_PLANS)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@takes_plans_out
@require_safe
def export_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The ways in which this plan can be taken out."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    may_export(request.user, plan).require()
    count = plan.actions.current().count()
    return render(request, "plans/export_plan.html", {"plan": plan, "files": exports_of(pk), "count": count})


@takes_plans_out
@require_safe
def export_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The plan as Word, Excel or CSV."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    if kind not in EXPORTS:
        raise Http404
    take_plan_out(actor=request.user, plan=plan, kind=kind)
    return WRITTEN[kind](plan)


def _word(plan: Plan) -> HttpResponseBase:
    from towpath.plans.exports.word import plan_as_word

    return _attached(HttpResponse(plan_as_word(plan, now()), content_type=WORD), plan, "docx")


def _excel(plan: Plan) -> HttpResponseBase:
    from towpath.documents.writers.excel import excel_workbook
    from towpath.plans.exports.history import history_sheet

    workbook = excel_workbook(plan.title, [action_sheet(plan), history_sheet(plan)])
    return _attached(HttpResponse(workbook, content_type=EXCEL), plan, "xlsx")


def _csv(plan: Plan) -> HttpResponseBase:
    lines = csv_lines(action_sheet(plan))
    return _attached(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), plan, "csv")


WRITTEN: dict[str, Callable[[Plan], HttpResponseBase]] = {"word": _word, "excel": _excel, "csv": _csv}


def _attached(response: HttpResponseBase, plan: Plan, suffix: str) -> HttpResponseBase:
    name = f"{slugify(plan.title)[:60] or 'plan'}-{today():%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
