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
from towpath.documents.blocks import from_json
from towpath.reports import policies
from towpath.reports.making import STEPS, Made, make
from towpath.reports.models import STATES, FileKind, IssuedReport, ProgressFile, ProgressReport, State
from towpath.reports.services.states import failure_sentence

LOG = logging.getLogger("towpath.faults")
TASK = "towpath.reports.tasks.make_progress_files"
SUFFIXES = {FileKind.PDF: "pdf", FileKind.WORD: "docx"}


class Superseded(Exception):  # noqa: N818 -- the name is the sentence
    """The files were asked for again or cancelled meanwhile: this attempt stops and leaves the newer one alone."""


@transaction.atomic
def make_files_again(*, actor: Any, report: ProgressReport) -> ProgressReport:
    """Have the files of an issued report made, or made once more. A job under way leaves them alone."""
    held = ProgressReport.objects.select_for_update().get(pk=report.pk)
    policies.may_make_files_again(actor, held).require()
    _move(held, State.ASKED, attempt=held.attempt + 1, done=0, step="", failure="")
    hand_over(held)
    record(actor=actor, event=Event.REPORT_REQUESTED, subject=held, attempt=held.attempt)
    return held


@transaction.atomic
def cancel_files(*, actor: Any, report: ProgressReport) -> ProgressReport:
    """Let files that were asked for be made no more; those made earlier stay. They can be asked for again."""
    held = ProgressReport.objects.select_for_update().get(pk=report.pk)
    policies.may_cancel_files(actor, held).require()
    _move(held, State.CANCELLED, attempt=held.attempt + 1, done=0, step="", failure="")
    record(actor=actor, event=Event.REPORT_CANCELLED, subject=held, attempt=held.attempt)
    return held


def make_files(report_pk: int, attempt: int) -> None:
    """Make the PDF and the Word file. A job run twice makes one; one whose worker died is done again by another."""
    report = _begin(report_pk, attempt)
    if report is None:
        return
    try:
        issued = IssuedReport.objects.get(report=report)
        made = make(
            partial(from_json, issued.contents), issued.issued_at, tell=lambda done, step: _tell(report, done, step)
        )  # fmt: skip
        _finish(report, issued, made)
    except Superseded:
        LOG.info("Files of progress report %s: attempt %s was superseded.", report_pk, attempt)


def hand_over(report: ProgressReport) -> None:
    """Give the files to a worker, in this transaction. The job is named, as it imports the services."""
    import_string(TASK).enqueue(report.pk, report.attempt)


@transaction.atomic
def note_failure(report_pk: int, attempt: int, *, reference: str, part: str = "") -> None:
    """Say that they could not be made. The reference stands beside the trace in the log."""
    sentence = failure_sentence("The files could not be made", part, reference)
    for mine in ProgressReport.objects.select_for_update().being_built().filter(pk=report_pk, attempt=attempt):
        _move(mine, State.FAILED, failure=sentence, step="")


@transaction.atomic
def reopen(report_pk: int, attempt: int) -> None:
    """Let the job of files that could not be made be done again."""
    for mine in ProgressReport.objects.select_for_update().filter(
        pk=report_pk, attempt=attempt, files_state=State.FAILED
    ):
        _move(mine, State.ASKED, done=0, failure="")


def has_failed(report_pk: int, attempt: int) -> bool:
    """Does the failure of this attempt still matter, or has somebody asked for the files again since?"""
    return ProgressReport.objects.filter(pk=report_pk, attempt=attempt, files_state=State.FAILED).exists()


def partnership_of(report_pk: int, attempt: int) -> int | None:
    return ProgressReport.objects.filter(pk=report_pk).values_list("programme__partnership_id", flat=True).first()


@transaction.atomic
def _begin(report_pk: int, attempt: int) -> ProgressReport | None:
    """The report whose files this job is to make; None where another job has it.

    A job is claimed by one worker, so files that are being made already were left by a worker that died.
    """
    waiting = ProgressReport.objects.select_for_update().being_built()
    report = waiting.filter(pk=report_pk, attempt=attempt).first()
    if report is not None:
        _move(report, State.BUILDING, done=0, total=len(STEPS), step=STEPS[0])
    return report


def _tell(report: ProgressReport, done: int, step: str) -> None:
    """Show how far the files are, unless they have been asked for again or cancelled."""
    mine = ProgressReport.objects.filter(pk=report.pk, attempt=report.attempt, files_state=State.BUILDING)
    if not mine.update(done=done, step=step):
        raise Superseded


@transaction.atomic
def _finish(report: ProgressReport, issued: IssuedReport, made: Made) -> None:
    """Keep the files, both or neither."""
    mine = ProgressReport.objects.select_for_update().being_built()
    held = mine.filter(pk=report.pk, attempt=report.attempt).first()
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


def _move(report: ProgressReport, to: State, **changes: Any) -> None:
    """Put the files into their next state. Raises NotTheNextState."""
    STATES.require(State(report.files_state), to)
    report.files_state = to
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=["files_state", *changes])
