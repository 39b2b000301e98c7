"""What a test reads of a progress report and its pages."""

from typing import Any

from towpath.reports.models import ProgressReport
from towpath.reports.tests.reading import address_of


def page_of(report: ProgressReport, name: str = "progress_report", **more: Any) -> str:
    """The address of one of its pages; its own where none is named."""
    return address_of(report, name, **more)


def steps_of(report: ProgressReport) -> list[str]:
    """What was done with it, in order."""
    return [step.kind for step in report.steps.order_by("pk")]
