"""The forms of the reports room."""

from towpath.reports.forms.quarter import ReportForm, last_ended, quarters_offered

__all__ = ["ReportForm", "last_ended", "quarters_offered"]
