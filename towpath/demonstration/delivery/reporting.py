"""Writing the demonstration's progress reports: begun, written, and where the story says so approved and issued."""

from typing import Any

from towpath.accounts.models import User
from towpath.demonstration.delivery.stories import Days
from towpath.programmes.models import Programme
from towpath.reports.models import ProgressState, Section
from towpath.reports.services.progress import begin_progress_report, write_progress
from towpath.reports.services.progress_deciding import approve_progress, issue_progress


def tell_reports(actor: User, programme: Programme, told: list[dict[str, Any]], days: Days) -> None:
    """Write each report of a programme's story, the earliest first."""
    for one in told:
        report = begin_progress_report(actor=actor, programme=programme, quarter=days.quarter(one["quarter"]))
        prose = {section.value: one[section].strip() for section in Section if section in one}
        report = write_progress(actor=actor, report=report, version=report.version, prose=prose)
        if one["state"] == ProgressState.ISSUED:
            report = approve_progress(actor=actor, report=report, version=report.version)
            issue_progress(actor=actor, report=report, version=report.version)
