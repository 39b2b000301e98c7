"""Building a report: the work of the job. It acts for Towpath itself, so it asks no policy; asking for it did."""

import hashlib
import logging
import uuid
from collections.abc import Callable
from typing import TypeAlias

from django.core.files.base import ContentFile
from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.reports.models import FileKind, Report, ReportFile, State
from towpath.reports.quarter.making import STEPS, Made, make
from towpath.reports.services.asking import hand_over
from towpath.reports.services.progress_files import requeue_interrupted_files
from towpath.reports.services.states import move

LOG = logging.getLogger("towpath.faults")
SUFFIXES = {FileKind.PDF: "pdf", FileKind.WORD: "docx", FileKind.PICTURE: "svg"}
Told: TypeAlias = Callable[[int, str], None]


class Superseded(Exception):  # noqa: N818 -- the name is the sentence
    """Somebody asked for the report again meanwhile: this attempt stops and leaves the newer one alone."""


def build(report_pk: int, attempt: int) -> None:
    """Build a report, or say in a sentence that it could not be built. A job run twice builds once."""
    report = _begin(report_pk, attempt)
    if report is None:
        return
    try:
        made = make(report.plan, report.quarter, now(), tell=lambda done, step: _tell(report, done, step))
        _finish(report, made)
    except Superseded:
        LOG.info("Report %s: attempt %s was superseded.", report_pk, attempt)
    except Exception:
        _fail(report)


@transaction.atomic
def requeue_interrupted() -> int:
    """Take up again every report left unfinished when Towpath stopped. Returns how many."""
    interrupted = list(Report.objects.select_for_update().under_way())
    for report in interrupted:
        move(report, State.ASKED, attempt=report.attempt + 1, done=0, step="")
        hand_over(report)
    return len(interrupted) + requeue_interrupted_files()


@transaction.atomic
def _begin(report_pk: int, attempt: int) -> Report | None:
    """The report this job is to build; None where another job has it, or nobody wants it any more."""
    waiting = Report.objects.select_for_update().filter(pk=report_pk, attempt=attempt, state=State.ASKED)
    report = waiting.select_related("plan__partnership").first()
    if report is None:
        return None
    return move(report, State.BUILDING, done=0, total=len(STEPS), step=STEPS[0])


def _tell(report: Report, done: int, step: str) -> None:
    """Show how far the report is, unless it has been asked for again."""
    mine = Report.objects.filter(pk=report.pk, attempt=report.attempt, state=State.BUILDING)
    if not mine.update(done=done, step=step):
        raise Superseded


@transaction.atomic
def _finish(report: Report, made: Made) -> None:
    """Keep what was made, all of it or nothing."""
    held = _mine(report)
    held.files.all().delete()
    files = {FileKind.PDF: made.pdf, FileKind.WORD: made.word, FileKind.PICTURE: made.picture.encode()}
    for kind, content in files.items():
        _keep(held, kind, content)
    move(held, State.READY, contents=made.contents, built_at=now(), done=len(STEPS), step="", failure="")
    record(actor=None, event=Event.REPORT_BUILT, subject=held, quarter=held.quarter.slug)


def _mine(report: Report) -> Report:
    held = Report.objects.select_for_update().filter(pk=report.pk, attempt=report.attempt).first()
    if held is None:
        raise Superseded
    return held


def _keep(report: Report, kind: FileKind, content: bytes) -> None:
    name = f"{report.pk}-{uuid.uuid4().hex[:8]}.{SUFFIXES[kind]}"
    ReportFile.objects.create(
        report=report,
        kind=kind,
        file=ContentFile(content, name=name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@transaction.atomic
def _fail(report: Report) -> None:
    """Say that it could not be built. The reference stands beside the trace in the log."""
    reference = uuid.uuid4().hex[:8].upper()
    LOG.exception("Report %s could not be built: %s", report.pk, reference)
    held = Report.objects.select_for_update().filter(pk=report.pk, attempt=report.attempt, state=State.BUILDING)
    for mine in held:
        sentence = f"The report could not be built: try again, and if it fails once more pass on {reference}."
        move(mine, State.FAILED, failure=sentence, step="")
