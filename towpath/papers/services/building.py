"""Building a paper and making its files: the work of the job. It acts for Towpath itself; asking for it asked a policy.

A final paper is made from what it says alone; one that is built from the records gathers that first.
"""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from towpath.audit.record import record
from towpath.documents.blocks import PaperContents, from_json
from towpath.foundation.clock import now
from towpath.jobs.kinds import JobKind
from towpath.jobs.progress import NotWantedError, Progress
from towpath.papers.making import STEPS, Made, make
from towpath.papers.models import FileKind, Paper, PaperFile
from towpath.papers.services.steps import FILES, finish_building, locked
from towpath.papers.services.writing import contents_now

SUFFIXES = {FileKind.PDF: "pdf", FileKind.WORD: "docx"}
LONGEST = 300


def build(paper_pk: int, progress: Progress) -> None:
    """Build a paper. A job run twice builds once; one whose worker died is done again by another."""
    paper = Paper.objects.get(pk=paper_pk)
    if not paper.is_final and paper.about is None:  # taken back since it was asked for
        raise NotWantedError
    from towpath.documents.writers.pdf import PrintingError  # with what sets pages, which only a job needs

    made_at = paper.last.taken_at if paper.last else now()
    try:
        made = make(lambda: _contents(paper), made_at, tell=progress.step)
    except PrintingError as error:
        _note_what_stopped(paper_pk, error.where)
        raise
    _finish(paper, made, progress)


def _contents(paper: Paper) -> PaperContents:
    return from_json(paper.last.contents) if paper.last else contents_now(paper)


@transaction.atomic
def _note_what_stopped(paper_pk: int, part: str) -> None:
    """Its words are kept with the paper, whose partnership can remove them, and not with the job."""
    Paper.objects.filter(pk=paper_pk).update(stopped_by=part[:LONGEST])


def _called(paper_pk: int) -> str:
    """What the job is called where jobs are listed: "Quarter report", or the files of one that is final."""
    paper = Paper.objects.filter(pk=paper_pk).first()
    if paper is None:
        return ""
    noun = paper.of_kind.noun
    return f"Files of a {noun}" if paper.is_final else f"{noun[:1].upper()}{noun[1:]}"


@transaction.atomic
def _finish(paper: Paper, made: Made, progress: Progress) -> None:
    """Keep what was made, all of it or nothing."""
    held = locked(paper)
    with progress.finishing():
        steps = [] if held.is_final else [finish_building(held, made.contents)]
        files = [_keep(held, FileKind.PDF, made.pdf), _keep(held, FileKind.WORD, made.word)]
        event, beside = held.of_kind.events["built"], [*steps, *files]
        record(actor=None, event=event, subject=held, beside=beside, quarter=held.quarter.slug)


def _keep(paper: Paper, kind: FileKind, content: bytes) -> PaperFile:
    name = f"{paper.pk}-{uuid.uuid4().hex[:8]}.{SUFFIXES[kind]}"
    return PaperFile.objects.create(
        paper=paper, kind=kind, file=ContentFile(content, name=name), size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


FILES_OF_A_PAPER = JobKind(FILES, "Report", build, steps=len(STEPS), called=_called)
