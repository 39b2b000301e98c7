"""Building a report: the work of the job. It acts for Towpath itself, so it asks no policy; asking for it did."""

import hashlib
import logging
import uuid
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from django.core.files.base import ContentFile
from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.blocks import as_json, from_json
from towpath.foundation.clock import now
from towpath.reports.making import STEPS, Made, make
from towpath.reports.models import FileKind, Report, ReportFile, State
from towpath.reports.quarter.gathering import gather
from towpath.reports.services.states import failure_sentence, move

LOG = logging.getLogger("towpath.faults")
SUFFIXES = {FileKind.PDF: "pdf", FileKind.WORD: "docx"}
Told: TypeAlias = Callable[[int, str], None]


class Superseded(Exception):  # noqa: N818 -- the name is the sentence
    """Somebody asked for the report again meanwhile: this attempt stops and leaves the newer one alone."""


def build(report_pk: int, attempt: int) -> None:
    """Build a report. A job run twice builds once; one whose worker died is done again by another."""
    report = _begin(report_pk, attempt)
    if report is None:
        return
    try:
        _finish(report, _make(report, lambda done, step: _tell(report, done, step)))
    except Superseded:
        LOG.info("Report %s: attempt %s was superseded.", report_pk, attempt)


@transaction.atomic
def note_failure(report_pk: int, attempt: int, *, reference: str, part: str = "") -> None:
    """Say that it could not be built. The reference stands beside the trace in the log."""
    sentence = failure_sentence("The report could not be built", part, reference)
    for mine in Report.objects.select_for_update().under_way().filter(pk=report_pk, attempt=attempt):
        move(mine, State.FAILED, failure=sentence, step="")


@transaction.atomic
def reopen(report_pk: int, attempt: int) -> None:
    """Let the job of a report that failed be done again, unless another of the same quarter is under way."""
    for mine in Report.objects.select_for_update().filter(pk=report_pk, attempt=attempt, state=State.FAILED):
        if not Report.objects.under_way().of(mine.plan, mine.quarter).exists():
            move(mine, State.ASKED, done=0, failure="")


def has_failed(report_pk: int, attempt: int) -> bool:
    """Does the failure of this attempt still matter, or has somebody asked for the report again since?"""
    return Report.objects.filter(pk=report_pk, attempt=attempt, state=State.FAILED).exists()


def partnership_of(report_pk: int, attempt: int) -> int | None:
    return Report.objects.filter(pk=report_pk).values_list("plan__partnership_id", flat=True).first()


def _make(report: Report, tell: Told) -> Made:
    """A report that was ready before keeps what it says: its files alone are made anew."""
    if report.contents and report.built_at:
        return make(partial(from_json, report.contents), report.built_at, tell=tell)
    moment = now()
    return make(partial(gather, report.plan, report.quarter, moment), moment, tell=tell)


@transaction.atomic
def _begin(report_pk: int, attempt: int) -> Report | None:
    """The report this job is to build; None where another job has it, or nobody wants it any more.

    A job is claimed by one worker, so a report that is being built already was left by a worker that died.
    """
    waiting = Report.objects.select_for_update(of=("self",)).under_way().filter(pk=report_pk, attempt=attempt)
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
    for kind, content in ((FileKind.PDF, made.pdf), (FileKind.WORD, made.word)):
        _keep(held, kind, content)
    built_at = held.built_at or now()
    move(held, State.READY, contents=as_json(made.contents), built_at=built_at, done=len(STEPS), step="", failure="")
    record(actor=None, event=Event.REPORT_BUILT, subject=held, quarter=held.quarter.slug)


def _mine(report: Report) -> Report:
    mine = Report.objects.select_for_update().filter(pk=report.pk, attempt=report.attempt, state=State.BUILDING)
    held = mine.first()
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
