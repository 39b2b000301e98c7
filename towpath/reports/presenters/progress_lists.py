"""Progress reports in lists: on their own page, and the newest on the first page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.reports.models import ProgressReport
from towpath.ui.first_page import Entry

NEWEST = 4


@dataclass(frozen=True)
class ProgressLine:
    """A progress report in a list."""

    pk: int
    programme: str
    quarter: str
    months: str
    state: str
    note: str


def present_lines(reports: Iterable[ProgressReport]) -> list[ProgressLine]:
    """Reports as lines, fetched with their programmes and issues."""
    return [
        ProgressLine(
            report.pk, report.programme.name, report.quarter.label, report.quarter.months,
            report.get_state_display(), _note(report),
        )
        for report in reports
    ]  # fmt: skip


def _note(report: ProgressReport) -> str:
    """Which issue it is, and whether another has taken its place."""
    said = [f"Issue {report.issue}, restated"] if report.issue > 1 else []
    later = getattr(report, "restated_by", None)
    if later and later.is_issued:
        said.append(f"corrected by issue {later.issue}")
    return "; ".join(said)


def newest_for(user: Any) -> list[Entry]:
    """The newest progress reports this person may read, for the first page."""
    fetched = ProgressReport.objects.visible_to(user).select_related("programme", "restated_by")
    visible = fetched.order_by("-pk")
    return [
        Entry(f"{report.programme.name}, {report.quarter.label}", reverse("reports:progress_report", args=[report.pk]),
              "; ".join(said for said in (report.get_state_display(), _note(report)) if said))
        for report in visible[:NEWEST]
    ]  # fmt: skip
