"""The files of a report: its PDF and Word file to take away, and the picture its page shows."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from towpath.records.kept_files import content_of
from towpath.reports.models import FileKind, Report, ReportFile
from towpath.reports.presenters.quarter import FILE_LABELS
from towpath.reports.services.building import SUFFIXES
from towpath.reports.services.exporting import MADE_AGAIN, take_report_out
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


@reads_reports
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of the ratings over the quarters, as part of the report's page."""
    visible = Report.objects.visible_to(request.user)
    kept = get_object_or_404(
        ReportFile.objects.select_related("report__plan"), report__in=visible, report=pk, kind=FileKind.PICTURE
    )
    content = content_of(kept.file, sha256=kept.sha256, subject=kept.report, remedy=MADE_AGAIN)
    return FileResponse(BytesIO(content), content_type="image/svg+xml")
