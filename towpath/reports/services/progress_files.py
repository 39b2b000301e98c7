"""Making the files of an issued report: the work of a job. It sets what was issued and reads nothing else."""

import hashlib
import logging
import uuid
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.module_loading import import_string

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.reports import policies
from towpath.reports.models import STATES, FileKind, IssuedReport, ProgressFile, ProgressReport, State
from towpath.reports.progress.keeping import from_json
from towpath.reports.progress.making import STEPS, Made, make

LOG = logging.getLogger("towpath.faults")
TASK = "towpath.reports.tasks.make_progress_files"
SUFFIXES = {FileKind.PDF: "pdf", FileKind.WORD: "docx"}


class Superseded(Exception):  # noqa: N818 -- the name is the sentence
    """The files were asked for again meanwhile: this attempt stops and leaves the newer one alone."""


@transaction.atomic
def make_files_again(*, actor: Any, report: ProgressReport) -> ProgressReport:
    """Have files that could not be made tried once more."""
    held = ProgressReport.objects.select_for_update().get(pk=report.pk)
    policies.may_make_files_again(actor, held).require()
    _ask_again(held)
    record(actor=actor, event=Event.REPORT_REQUESTED, subject=held, attempt=held.attempt)
    return held


def make_files(report_pk: int, attempt: int) -> None:
    """Make the PDF and the Word file, or say in a sentence that they could not be made. A job run twice makes one."""
    report = _begin(report_pk, attempt)
    if report is None:
        return
    try:
        issued = IssuedReport.objects.get(report=report)
        made = make(
            from_json(issued.contents), issued.issued_at, tell=lambda done, step: _tell(report, done, step)
        )  # fmt: skip
        _finish(report, issued, made)
    except Superseded:
        LOG.info("Files of progress report %s: attempt %s was superseded.", report_pk, attempt)
    except Exception:
        _fail(report)


@transaction.atomic
def requeue_interrupted_files() -> int:
    """Take up again the files left unfinished when Towpath stopped. Returns of how many reports."""
    interrupted = list(ProgressReport.objects.select_for_update().being_built())
    for report in interrupted:
        _ask_again(report)
    return len(interrupted)


def hand_over(report: ProgressReport) -> None:
    """Give the files to a worker once this transaction is kept. The job is named, as it imports the services."""
    transaction.on_commit(partial(import_string(TASK).enqueue, report.pk, report.attempt))


def _ask_again(report: ProgressReport) -> None:
    _move(report, State.ASKED, attempt=report.attempt + 1, done=0, step="", failure="")
    hand_over(report)


@transaction.atomic
def _begin(report_pk: int, attempt: int) -> ProgressReport | None:
    """The report whose files this job is to make; None where another job has it."""
    waiting = ProgressReport.objects.select_for_update().filter(
        pk=report_pk, attempt=attempt, files_state=State.ASKED
    )  # fmt: skip
    report = waiting.first()
    if report is not None:
        _move(report, State.BUILDING, done=0, total=len(STEPS), step=STEPS[0])
    return report


def _tell(report: ProgressReport, done: int, step: str) -> None:
    """Show how far the files are, unless they have been asked for again."""
    mine = ProgressReport.objects.filter(pk=report.pk, attempt=report.attempt, files_state=State.BUILDING)
    if not mine.update(done=done, step=step):
        raise Superseded


@transaction.atomic
def _finish(report: ProgressReport, issued: IssuedReport, made: Made) -> None:
    """Keep the files, both or neither."""
    held = ProgressReport.objects.select_for_update().filter(pk=report.pk, attempt=report.attempt).first()
    if held is None:
        raise Superseded
    for kind, content in ((FileKind.PDF, made.pdf), (FileKind.WORD, made.word)):
        name = f"{report.pk}-{uuid.uuid4().hex[:8]}.{SUFFIXES[kind]}"
        ProgressFile.objects.create(
            issued=issued, kind=kind, file=ContentFile(content, name=name), size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
    _move(held, State.READY, done=len(STEPS), step="", failure="")
    record(actor=None, event=Event.REPORT_BUILT, subject=held, quarter=held.quarter.slug)


@transaction.atomic
def _fail(report: ProgressReport) -> None:
    """Say that they could not be made. The reference stands beside the trace in the log."""
    reference = uuid.uuid4().hex[:8].upper()
    LOG.exception("Files of progress report %s could not be made: %s", report.pk, reference)
    mine = ProgressReport.objects.select_for_update().filter(
        pk=report.pk, attempt=report.attempt, files_state=State.BUILDING
    )  # fmt: skip
    for held in mine:
        sentence = f"The files could not be made: try again, and if it fails once more pass on {reference}."
        _move(held, State.FAILED, failure=sentence, step="")


def _move(report: ProgressReport, to: State, **changes: Any) -> None:
    """Put the files into their next state. Raises NotTheNextState."""
    STATES.require(State(report.files_state), to)
    report.files_state = to
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=["files_state", *changes])
