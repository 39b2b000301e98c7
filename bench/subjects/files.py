"""Files of a plan of 20 actions: the quarter's report as PDF and Word, and the whole plan as Excel and Word.

The floor of a PDF is the same Typst template with nothing to set; that of Excel, XlsxWriter with the same cells.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from bench.finding import Bar, Finding, Floor
from bench.grown.plans import SIZES
from bench.timing import Timing, in_turns, lap, timed
from towpath.documents.blocks import PaperContents
from towpath.documents.writers.excel import excel_workbook
from towpath.documents.writers.paper_pdf import pdf_of
from towpath.documents.writers.paper_word import word_of
from towpath.documents.writers.sheet import Sheet
from towpath.foundation.clock import now, today
from towpath.foundation.periods import Quarter
from towpath.plans.exports.fields import action_sheet
from towpath.plans.exports.history import history_sheet
from towpath.plans.exports.word import plan_as_word
from towpath.plans.models import Plan
from towpath.plans.papers.gathering import gather

SUBJECT = "Files of a plan of 20 actions"
RUNS = 10


def findings() -> Iterator[Finding]:
    """The report first, as it is the first that a fresh job would make."""
    plan = _plan_of(20)
    yield Finding(SUBJECT, "report PDF, the first in a process", Timing.of([lap(lambda: _report_pdf(plan))]))
    yield _pdf(plan)
    yield Finding(SUBJECT, "report Word", timed(lambda: _report_word(plan), runs=RUNS), Bar(1000))
    yield _excel(plan)
    yield Finding(SUBJECT, "plan Word", timed(lambda: plan_as_word(_anew(plan), now()), runs=RUNS))


def _plan_of(size: int) -> Plan:
    """The first plan of that many actions; the plans were added in the order of their sizes."""
    return Plan.objects.select_related("partnership").order_by("pk")[SIZES.index(size)]


def _anew(plan: Plan) -> Plan:
    """The plan with nothing remembered of it."""
    return Plan.objects.select_related("partnership").get(pk=plan.pk)


def _report(plan: Plan) -> PaperContents:
    return gather(_anew(plan), Quarter.containing(today()), now())


def _report_pdf(plan: Plan) -> bytes:
    """All that a job does for the PDF: the reading, the picture, the setting."""
    return pdf_of(_report(plan), now())


def _report_word(plan: Plan) -> bytes:
    return word_of(_report(plan), now())


def _pdf(plan: Plan) -> Finding:
    empty = PaperContents((_report(plan).title,))
    full, bare = in_turns(lambda: _report_pdf(plan), lambda: pdf_of(empty, now()), runs=RUNS)
    return Finding(SUBJECT, "report PDF", full, Bar(1000), Floor("the Typst template with nothing to set", bare))


def _excel(plan: Plan) -> Finding:
    cells = [[sheet.headings, *sheet.rows] for sheet in _sheets(plan)]
    ours, bare = in_turns(lambda: excel_workbook(plan.title, _sheets(plan)), lambda: _bare_workbook(cells), runs=RUNS)
    return Finding(SUBJECT, "plan Excel", ours, Bar(60, "median"), Floor("XlsxWriter with the same cells", bare))


def _sheets(plan: Plan) -> list[Sheet]:
    found = _anew(plan)
    return [action_sheet(found), history_sheet(found)]


def _bare_workbook(sheets: list[list[Any]]) -> None:
    with Workbook(BytesIO(), {"remove_timezone": True, "in_memory": True}) as workbook:
        for rows in sheets:
            page = workbook.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
