"""Reading progress reports: the list, and a report's own page, from its draft to its issue."""

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
from towpath.documents.blocks import Contents, from_json
from towpath.programmes.models import Programme
from towpath.reports.models import ProgressReport, ProgressState
from towpath.reports.presenters.progress import job_of, present_progress
from towpath.reports.presenters.progress_lists import present_lines
from towpath.reports.services.progress import contents_now
from towpath.reports.services.progress_steps import WITH_PROGRAMME
from towpath.ui.paging import page_by_key

PAGE = 25
ORDER = ("-financial_year", "-quarter_number", "-pk")
reads_progress = holders_of(Permission.WRITE_PROGRESS_REPORTS, Permission.VIEW_PROGRESS_REPORTS)


@reads_progress
@require_safe
def progress_reports(request: HttpRequest) -> HttpResponse:
    """The progress reports a person may read, the newest quarter first; `programme` in the address picks one."""
    visible = ProgressReport.objects.visible_to(request.user).select_related("programme", "restated_by")
    programme = _chosen(request)
    rows = visible.filter(programme=programme) if programme else visible
    page = page_by_key(rows, after=request.GET.get("after", ""), size=PAGE, order=ORDER)
    may_write = holds(request.user, Permission.WRITE_PROGRESS_REPORTS)
    about = {"lines": present_lines(page.rows), "page": page, "programme": programme, "may_write": may_write}
    return render(request, "reports/progress_reports.html", about)


def _chosen(request: HttpRequest) -> Programme | None:
    asked = request.GET.get("programme", "")
    if not asked:
        return None
    pk = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    return get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)


@reads_progress
@require_safe
def progress_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What a report says: as it would be today while a draft, and as it was approved from then on."""
    report = found(request, pk)
    contents = contents_of(report)
    with transaction.atomic():
        record(actor=request.user, event=Event.PROGRESS_REPORT_SEEN, subject=report)
    steps = report.steps.select_related("taken_by")
    page = present_progress(report, contents, request.user, steps)
    return render(request, "reports/progress_report.html", {"page": page, "paper": contents})


@reads_progress
@require_safe
def progress_files(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the files of an issued report are, for the page's script and for other programs."""
    return JsonResponse(asdict(job_of(found(request, pk))))


def found(request: HttpRequest, pk: int) -> ProgressReport:
    """The report, with all that its page names, if this person may read it."""
    visible = ProgressReport.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related(*WITH_PROGRAMME, "restated_by", "issued"), pk=pk)


def contents_of(report: ProgressReport) -> Contents:
    """What was issued, what was approved, or what a draft would say now."""
    if report.state == ProgressState.ISSUED:
        return from_json(report.issued.contents)
    return from_json(report.contents) if report.state == ProgressState.APPROVED else contents_now(report)
