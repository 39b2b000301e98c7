"""The list of reports, and a report's own page: how far it is, and then what it says."""

from dataclasses import asdict

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.blocks import from_json
from towpath.plans.models import Plan
from towpath.reports import policies
from towpath.reports.models import Report
from towpath.reports.presenters.quarter import present_job, present_lines, present_report
from towpath.ui.paging import page_by_key

PAGE = 25
reads_reports = holders_of(Permission.VIEW_REPORTS)


@reads_reports
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report a person may read, the newest first."""
    may_ask = holds(request.user, Permission.MAKE_REPORTS)
    return _list(request, Report.objects.visible_to(request.user), {"may_ask": may_ask, "plan": None})


@reads_reports
@require_safe
def plan_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports of one plan."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    policies.may_see_reports(request.user, plan).require()
    may_ask = policies.may_ask_for_report(request.user, plan)
    visible = Report.objects.visible_to(request.user).filter(plan=plan)
    return _list(request, visible, {"may_ask": may_ask, "plan": plan})


def _list(request: HttpRequest, visible, about: dict) -> HttpResponse:
    rows = visible.select_related("plan", "requested_by")
    page = page_by_key(rows, after=request.GET.get("after", ""), size=PAGE, order=("-pk",))
    return render(request, "reports/reports.html", about | {"lines": present_lines(page.rows), "page": page})


@reads_reports
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a report is, and once it is ready what it says. Reading it is recorded."""
    found = _found(request, pk)
    contents = None
    if found.is_ready:
        with transaction.atomic():
            record(actor=request.user, event=Event.REPORT_SEEN, subject=found)
        contents = from_json(found.contents)
    page = present_report(found, request.user)
    return render(request, "reports/report.html", {"page": page, "paper": contents})


@reads_reports
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a report is, for the page's script and for other programs."""
    return JsonResponse(asdict(present_job(_found(request, pk))))


def _found(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).select_related("plan"), pk=pk)
