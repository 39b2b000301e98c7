"""The files of a report: its PDF and Word file to take away, and the picture its page shows."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from towpath.reports.models import FileKind, Report, ReportFile
from towpath.reports.presenters.quarter import FILE_LABELS
from towpath.reports.services.building import SUFFIXES
from towpath.reports.services.exporting import take_report_out
from towpath.reports.views.reports import reads_reports


@reads_reports
@require_safe
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Take the PDF or the Word file out. Each taking is recorded."""
    if kind not in FILE_LABELS:
        raise Http404
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("plan"), pk=pk)
    try:
        taken = take_report_out(actor=request.user, report=report, kind=kind)
    except ReportFile.DoesNotExist:
        raise Http404 from None
    name = f"{slugify(report.plan.title)[:60]}-{report.quarter.slug}.{SUFFIXES[FileKind(kind)]}"
    return FileResponse(taken.file.open(), as_attachment=True, filename=name)


@reads_reports
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of the ratings over the quarters, as part of the report's page."""
    visible = Report.objects.visible_to(request.user)
    kept = get_object_or_404(ReportFile, report__in=visible, report=pk, kind=FileKind.PICTURE)
    return FileResponse(kept.file.open(), content_type="image/svg+xml")
