"""What the pages of reports show besides the report itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.jobs.workers import NOBODY_WORKS, someone_works
from towpath.reports import policies
from towpath.reports.models import FileKind, Report, ReportFile, State
from towpath.ui.first_page import Entry

NEWEST = 4
FILE_LABELS = {FileKind.PDF: "Report as a PDF", FileKind.WORD: "Report as a Word file"}
EXPORTS = {
    "word": ("The plan in the layout it arrived in", "Word"),
    "excel": ("Every action and its history", "Excel"),
    "csv": ("Every action, for other programs", "CSV"),
}


@dataclass(frozen=True)
class Download:
    """A file to take away: what it is, where it is, its kind and its size in words."""

    label: str
    href: str
    kind: str
    size: str = ""


@dataclass(frozen=True)
class ReportLine:
    """A report in a list."""

    pk: int
    plan: str
    quarter: str
    months: str
    state: str
    is_ready: bool
    requested_by: str
    requested_at: Any


@dataclass(frozen=True)
class Job:
    """How far the building of a report is."""

    done: int
    total: int
    sentence: str
    finished: bool
    notice: str = ""


@dataclass(frozen=True)
class ReportPage:
    """What a report's page shows around its contents."""

    pk: int
    plan_pk: int
    title: str
    plan: str
    job: Job
    failure: str
    downloads: tuple[Download, ...]
    may_try_again: Verdict
    may_cancel: Verdict
    is_cancelled: bool


def present_lines(reports: Iterable[Report]) -> list[ReportLine]:
    """Reports as lines, fetched with their plans and whoever asked."""
    return [
        ReportLine(
            report.pk,
            report.plan.title,
            report.quarter.label,
            report.quarter.months,
            report.get_state_display(),
            report.is_ready,
            str(report.requested_by),
            report.requested_at,
        )
        for report in reports
    ]


def newest_for(user: Any) -> list[Entry]:
    """The newest reports this person may read, for the first page."""
    ready = Report.objects.visible_to(user).filter(state=State.READY).select_related("plan").order_by("-pk")
    return [
        Entry(f"{report.plan.title}, {report.quarter.label}", reverse("reports:report", args=[report.pk]),
              report.quarter.months)
        for report in ready[:NEWEST]
    ]  # fmt: skip


def present_report(report: Report, user: Any) -> ReportPage:
    """A report's page, without what the report itself says."""
    return ReportPage(
        pk=report.pk,
        plan_pk=report.plan_id,
        title=f"Report for {report.quarter.label}",
        plan=report.plan.title,
        job=present_job(report),
        failure=report.failure,
        downloads=tuple(downloads_of(report)),
        may_try_again=policies.may_try_again(user, report),
        may_cancel=policies.may_cancel(user, report),
        is_cancelled=report.state == State.CANCELLED,
    )


def present_job(report: Report) -> Job:
    """How far a report is, in numbers and in a sentence."""
    sentence = f"{report.step or report.get_state_display()}."
    if report.is_under_way and report.step:
        sentence = f"Step {report.done + 1} of {report.total}: {report.step}."
    return Job(
        report.done, report.total, sentence, finished=not report.is_under_way, notice=notice_of(report.is_under_way)
    )


def notice_of(is_under_way: bool) -> str:
    """What somebody who waits should know: that nobody does the work."""
    return NOBODY_WORKS if is_under_way and not someone_works() else ""


def downloads_of(report: Report) -> Iterator[Download]:
    files = {file.kind: file for file in report.files.all()}
    for kind, label in FILE_LABELS.items():
        if kind in files:
            yield _download(files[kind], label)


def _download(file: ReportFile, label: str) -> Download:
    address = reverse("reports:report_file", args=[file.report_id, file.kind])
    return Download(label, address, file.get_kind_display(), size_in_words(file.size))


def size_in_words(size: int) -> str:
    """85 KB, or 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} KB"


def exports_of(plan_pk: int) -> list[Download]:
    """The ways in which a whole plan can be taken out."""
    return [
        Download(label, reverse("reports:export_file", args=[plan_pk, kind]), name)
        for kind, (label, name) in EXPORTS.items()
    ]
