"""The files of a report: its PDF and Word file to take away."""

from io import BytesIO

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
    name = f"{slugify(report.plan.title)[:60] or 'plan'}-{report.quarter.slug}.{SUFFIXES[FileKind(kind)]}"
    return FileResponse(BytesIO(taken), as_attachment=True, filename=name)
