"""Deciding on a paper: approved, sent back, issued. What was issued never changes."""

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.record import record
from towpath.documents.blocks import as_json
from towpath.foundation.clock import now
from towpath.papers import policies
from towpath.papers.fingerprints import fingerprint, seen
from towpath.papers.models import Paper, StepKind
from towpath.papers.services.steps import ask_for_files, held_or_done, keep_final, keep_step, move
from towpath.papers.services.writing import contents_now
from towpath.papers.states import ApprovedState
from towpath.records.holding import hold
from towpath.records.refusing import Refused


@transaction.atomic
def approve(*, actor: User, paper: Paper, version: int, saw: str = "") -> Paper:
    """Approve a draft: from now on it says what it said then. `saw` is the fingerprint of what the approver read.

    Raises Refused where somebody recorded something meanwhile, so that it would say something else.
    """
    held = held_or_done(paper, version, actor, ApprovedState.APPROVED)
    if held.state == ApprovedState.APPROVED and held.version != version:
        return held
    policies.may_approve(actor, held).require()
    contents = contents_now(held)
    if saw and saw != seen(contents):
        raise Refused("The figures changed after you opened the report. Look at them again, then approve it.")
    move(held, ApprovedState.APPROVED, contents=as_json(contents), approved_by=actor, approved_at=now())
    step = keep_step(actor, held, StepKind.APPROVED)
    event = held.of_kind.events["approved"]
    record(actor=actor, event=event, subject=held, beside=[step], sha256=fingerprint(held.contents))
    return held


@transaction.atomic
def send_back(*, actor: User, paper: Paper, version: int, reason: str) -> Paper:
    """Send an approved paper back to its writer, with what has to change."""
    held = hold(Paper.objects.all(), paper.pk, version=version)
    policies.may_send_back(actor, held).require()
    move(held, ApprovedState.DRAFT, contents={}, approved_by=None, approved_at=None)
    step = keep_step(actor, held, StepKind.SENT_BACK, reason=reason)
    record(actor=actor, event=held.of_kind.events["sent_back"], subject=held, beside=[step])
    return held


@transaction.atomic
def issue(*, actor: User, paper: Paper, version: int) -> Paper:
    """Issue an approved paper, word for word as it was approved; its files are made by a job."""
    held = held_or_done(paper, version, actor, ApprovedState.ISSUED)
    if held.is_final:
        return held
    policies.may_issue(actor, held).require()
    step = keep_final(actor, held, held.contents)
    move(held, ApprovedState.ISSUED, contents={})
    record(actor=actor, event=held.of_kind.events["issued"], subject=held, beside=[step], sha256=step.sha256)
    return ask_for_files(held)
