"""Building a paper and making its files: the work of the job. It acts for Towpath itself; asking for it asked a policy.

A final paper is made from what it says alone; one that is built from the records gathers that first.
"""

import hashlib
import logging
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.blocks import PaperContents, from_json
from towpath.foundation.clock import now
from towpath.papers.making import STEPS, Made, make
from towpath.papers.models import FileKind, Paper, PaperFile
from towpath.papers.services.steps import finish_building, move_job
from towpath.papers.services.writing import contents_now
from towpath.papers.states import JobState

LOG = logging.getLogger("towpath.faults")
SUFFIXES = {FileKind.PDF: "pdf", FileKind.WORD: "docx"}


class Superseded(Exception):  # noqa: N818 -- the name is the sentence
    """Somebody asked for the paper again meanwhile or cancelled it: this attempt stops and leaves it alone."""


def build(paper_pk: int, attempt: int) -> None:
    """Build a paper. A job run twice builds once; one whose worker died is done again by another."""
    paper = _begin(paper_pk, attempt)
    if paper is None:
        return
    made_at = paper.last.taken_at if paper.last else now()
    try:
        _finish(paper, make(lambda: _contents(paper), made_at, tell=lambda done, step: _tell(paper, done, step)))
    except Superseded:
        LOG.info("Paper %s: attempt %s was superseded.", paper_pk, attempt)


def _contents(paper: Paper) -> PaperContents:
    return from_json(paper.last.contents) if paper.last else contents_now(paper)


@transaction.atomic
def note_failure(paper_pk: int, attempt: int, *, reference: str, part: str = "") -> None:
    """Say that it could not be built, which part stopped it, where that is known, and what to do.

    The reference stands beside the trace in the log.
    """
    because = f", because {part[:1].lower()}{part[1:]}" if part else ""
    for mine in Paper.objects.select_for_update(of=("self",)).under_way().filter(pk=paper_pk, attempt=attempt):
        what = "The files could not be made" if mine.is_final else "The report could not be built"
        sentence = f"{what}{because}: try again, and if it fails once more pass on {reference}."
        move_job(mine, JobState.FAILED, failure=sentence, step="")


@transaction.atomic
def reopen(paper_pk: int, attempt: int) -> None:
    """Let the job of a paper that failed be done again."""
    failed = Paper.objects.select_for_update(of=("self",)).filter(pk=paper_pk, attempt=attempt, job=JobState.FAILED)
    for mine in failed:
        move_job(mine, JobState.ASKED, done=0, failure="")


def has_failed(paper_pk: int, attempt: int) -> bool:
    """Does the failure of this attempt still matter, or has somebody asked for the paper again since?"""
    return Paper.objects.filter(pk=paper_pk, attempt=attempt, job=JobState.FAILED).exists()


def partnership_of(paper_pk: int, attempt: int) -> int | None:
    return Paper.objects.filter(pk=paper_pk).values_list("partnership_id", flat=True).first()


def called(paper_pk: int, attempt: int) -> str:
    """What the job is called where jobs are listed: "Quarter report", or the files of one that is final."""
    paper = Paper.objects.filter(pk=paper_pk).first()
    if paper is None:
        return ""
    noun = paper.of_kind.noun
    return f"Files of a {noun}" if paper.is_final else f"{noun[:1].upper()}{noun[1:]}"


@transaction.atomic
def _begin(paper_pk: int, attempt: int) -> Paper | None:
    """The paper this job is to build; None where another job has it, or nobody wants it any more.

    A job is claimed by one worker, so a paper that is being built already was left by a worker that died.
    """
    waiting = Paper.objects.select_for_update(of=("self",)).under_way().filter(pk=paper_pk, attempt=attempt)
    paper = waiting.first()
    if paper is None:
        return None
    if not paper.is_final and paper.about is None:  # taken back since it was asked for
        move_job(paper, JobState.CANCELLED, step="")
        return None
    return move_job(paper, JobState.BUILDING, done=0, total=len(STEPS), step=STEPS[0])


def _tell(paper: Paper, done: int, step: str) -> None:
    """Show how far the paper is, unless it has been asked for again or cancelled."""
    mine = Paper.objects.filter(pk=paper.pk, attempt=paper.attempt, job=JobState.BUILDING)
    if not mine.update(done=done, step=step):
        raise Superseded


@transaction.atomic
def _finish(paper: Paper, made: Made) -> None:
    """Keep what was made, all of it or nothing."""
    mine = Paper.objects.select_for_update(of=("self",)).filter(pk=paper.pk, attempt=paper.attempt)
    held = mine.filter(job=JobState.BUILDING).first()
    if held is None:
        raise Superseded
    if not held.is_final:
        finish_building(held, made.contents)
    for kind, content in ((FileKind.PDF, made.pdf), (FileKind.WORD, made.word)):
        _keep(held, kind, content)
    move_job(held, JobState.READY, done=len(STEPS), step="", failure="")
    record(actor=None, event=Event.REPORT_BUILT, subject=held, quarter=held.quarter.slug)


def _keep(paper: Paper, kind: FileKind, content: bytes) -> None:
    name = f"{paper.pk}-{uuid.uuid4().hex[:8]}.{SUFFIXES[kind]}"
    PaperFile.objects.create(
        paper=paper, kind=kind, file=ContentFile(content, name=name), size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
