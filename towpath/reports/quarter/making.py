"""Making a report, step by step, so that whoever waits sees how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from towpath.foundation.periods import Quarter
from towpath.plans.models import Plan
from towpath.reports.quarter.contents import QuarterReport
from towpath.reports.quarter.gathering import quarter_report
from towpath.reports.quarter.keeping import as_json

STEPS = (
    "Reading the plan and its history",
    "Drawing the ratings",
    "Setting the PDF",
    "Writing the Word file",
)


@dataclass(frozen=True)
class Made:
    """A report with its files; the picture is SVG."""

    report: QuarterReport
    picture: str
    pdf: bytes
    word: bytes

    @property
    def contents(self) -> dict[str, Any]:
        return as_json(self.report)


def make(plan: Plan, quarter: Quarter, known_at: datetime, *, tell: Callable[[int, str], None]) -> Made:
    """The report of a quarter; `tell` hears how many steps are done and which one begins."""
    tell(0, STEPS[0])
    return make_files(quarter_report(plan, quarter, known_at), known_at, tell=tell)


def make_files(report: QuarterReport, known_at: datetime, *, tell: Callable[[int, str], None]) -> Made:
    """The files of what a report says. What draws and sets is loaded here, as only the job and the terminal need it."""
    from towpath.reports.quarter.picture import svg_of
    from towpath.reports.quarter.printed import pdf_of
    from towpath.reports.quarter.word import word_of

    tell(1, STEPS[1])
    picture = svg_of(report)
    tell(2, STEPS[2])
    pdf = pdf_of(report, picture, known_at)
    tell(3, STEPS[3])
    return Made(report, picture, pdf, word_of(report, picture, known_at))
