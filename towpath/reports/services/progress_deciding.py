"""Deciding on a progress report: approved, sent back, issued. What was issued never changes."""

from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.blocks import as_json
from towpath.foundation.clock import now
from towpath.records.holding import hold
from towpath.reports import policies
from towpath.reports.models import IssuedReport, ProgressReport, ProgressState, State, StepKind
from towpath.reports.progress.keeping import fingerprint, seen
from towpath.reports.services.progress import contents_now
from towpath.reports.services.progress_files import hand_over
from towpath.reports.services.progress_steps import held_or_done, keep_step, move, whole


class FiguresMoved(ValueError):  # noqa: N818 -- the name is the sentence
    """What was approved is not what was seen: somebody recorded something meanwhile."""


@transaction.atomic
def approve_progress(*, actor: Any, report: ProgressReport, version: int, saw: str = "") -> ProgressReport:
    """Approve a draft: from now on it says what it said then. `saw` is the fingerprint of what the approver read."""
    held = held_or_done(report, version, actor, ProgressState.APPROVED)
    if held.state == ProgressState.APPROVED and held.version != version:
        return held
    policies.may_approve_progress(actor, held).require()
    contents = contents_now(held)
    if saw and saw != seen(contents):
        raise FiguresMoved("The figures changed after you opened the report. Look at them again, then approve it.")
    move(held, ProgressState.APPROVED, contents=as_json(contents), approved_by=actor, approved_at=now())
    keep_step(actor, held, StepKind.APPROVED)
    record(actor=actor, event=Event.PROGRESS_REPORT_APPROVED, subject=held, sha256=fingerprint(held.contents))
    return held


@transaction.atomic
def send_back(*, actor: Any, report: ProgressReport, version: int, reason: str) -> ProgressReport:
    """Send an approved report back to its writer, with what has to change."""
    held = hold(whole(), report.pk, version=version)
    policies.may_send_back(actor, held).require()
    move(held, ProgressState.DRAFT, contents={}, approved_by=None, approved_at=None)
    keep_step(actor, held, StepKind.SENT_BACK, reason=reason)
    record(actor=actor, event=Event.PROGRESS_REPORT_SENT_BACK, subject=held)
    return held


@transaction.atomic
def issue_progress(*, actor: Any, report: ProgressReport, version: int) -> ProgressReport:
    """Issue an approved report, word for word as it was approved; its files are made by a job."""
    held = held_or_done(report, version, actor, ProgressState.ISSUED)
    if held.is_issued:
        return held
    policies.may_issue(actor, held).require()
    digest = fingerprint(held.contents)
    IssuedReport.objects.create(
        report=held, contents=held.contents, sha256=digest, issued_by=actor, issued_at=now()
    )  # fmt: skip
    move(held, ProgressState.ISSUED, files_state=State.ASKED)
    keep_step(actor, held, StepKind.ISSUED)
    record(actor=actor, event=Event.PROGRESS_REPORT_ISSUED, subject=held, sha256=digest)
    hand_over(held)
    return held
