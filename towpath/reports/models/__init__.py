"""The quarter's reports on plans, and the progress reports of programmes to those who pay for them."""

from towpath.reports.models.issued import IssuedReport, ProgressFile, ProgressReportStep, StepKind
from towpath.reports.models.progress import PROGRESS_STATES, ProgressReport, ProgressState, Section
from towpath.reports.models.quarter import STATES, FileKind, Report, ReportFile, State

__all__ = [
    "PROGRESS_STATES",
    "STATES",
    "FileKind",
    "IssuedReport",
    "ProgressFile",
    "ProgressReport",
    "ProgressReportStep",
    "ProgressState",
    "Report",
    "ReportFile",
    "Section",
    "State",
    "StepKind",
]
