"""The quarter's report as a PDF to PDF/UA-1."""

from datetime import datetime
from pathlib import Path

from towpath.documents.writers.pdf import typeset
from towpath.reports.quarter.contents import QuarterReport
from towpath.reports.quarter.keeping import as_json

TEMPLATE = Path(__file__).resolve().parent.parent / "print" / "quarter.typ"


def pdf_of(report: QuarterReport, picture: str, made_at: datetime) -> bytes:
    """The report with its picture, an SVG, as A4 pages."""
    contents = as_json(report) | {
        "title": report.title,
        "total": report.total,
        "picture_in_words": report.picture_in_words,
    }
    return typeset(TEMPLATE, contents, made_at=made_at, pictures=[picture])
