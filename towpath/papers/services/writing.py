"""A paper while it is made: begun, written, begun again to correct what was issued."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.record import record
from towpath.documents.blocks import PaperContents, from_json
from towpath.foundation.clock import now
from towpath.foundation.periods import Quarter
from towpath.papers import policies
from towpath.papers.kinds import PaperKind
from towpath.papers.models import Paper, StepKind
from towpath.papers.services.steps import ask_for_files, keep_step, locked, newest_step
from towpath.papers.states import ApprovedState
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.records.quarters import columns_of
from towpath.records.refusing import Refused

BUILT_AGAIN = "Built again from what is recorded now."


@transaction.atomic
def begin(*, actor: User, kind: PaperKind, subject: Any, quarter: Quarter) -> Paper:
    """Begin the paper of a quarter, or have it built. One that is in the making is handed back, not begun twice.

    The subject is locked, so that two people at once begin one paper.
    """
    policies.may_begin(actor, kind, subject).require()
    about = hold(kind.subjects(), subject.pk, version=None)
    of_quarter = Paper.objects.of(kind, about, quarter)
    paper = of_quarter.in_the_making().first()
    if paper is not None and (kind.is_written or paper.is_under_way):
        return paper
    require_reportable(kind, about, quarter)
    if paper is None:
        paper = _begun(actor, _next_issue(kind, about, quarter))
    record(
        actor=actor, event=kind.events["begun"], subject=paper, beside=newest_step(paper), quarter=quarter.slug
    )  # fmt: skip
    return paper if kind.is_written else ask_for_files(paper)


@transaction.atomic
def restate(*, actor: User, paper: Paper, reason: str) -> Paper:
    """Begin the correction of an issued paper: another issue beside it, with the reason. The first stays."""
    held = locked(paper)
    again: Paper | None = getattr(held, "restated_by", None)
    if again and not again.is_final and again.why_restated == reason:
        policies.may_begin(actor, held.of_kind, held.about).require()
        return again  # a double click
    policies.may_restate(actor, held).require()
    again = _begun(actor, _issue_after(held, held.about, reason), reason)
    event = held.of_kind.events["begun"]
    record(actor=actor, event=event, subject=again, beside=newest_step(again), issue=again.issue)
    return again


@transaction.atomic
def write(*, actor: User, paper: Paper, version: int, prose: Mapping[str, str]) -> Paper:
    """Keep what was written in a draft. Raises ChangedMeanwhile when somebody else wrote first."""
    policies.may_write(actor, locked(paper)).require()
    wanted = {one.slug: prose[one.slug].strip() for one in paper.of_kind.sections if one.slug in prose}
    try:
        held = hold(Paper.objects.all(), paper.pk, version=version)
    except ChangedMeanwhile:
        saved = Paper.objects.get(pk=paper.pk)
        if all(saved.prose.get(name, "") == text for name, text in wanted.items()):
            return saved  # a double click, or a retry after a lost connection
        raise
    changed = {name: text for name, text in wanted.items() if held.prose.get(name, "") != text}
    if not changed:
        return held
    held.prose, held.version = held.prose | changed, held.version + 1
    held.save(update_fields=["prose", "version"])
    step = keep_step(actor, held, StepKind.WRITTEN, prose=changed)
    event = held.of_kind.events["written"]
    record(actor=actor, event=event, subject=held, beside=[step], sections=sorted(changed))
    return held


def contents_now(paper: Paper) -> PaperContents:
    """What a paper says, from what is known at this moment."""
    return paper.of_kind.gather(paper.about, paper.quarter, now(), prose=paper.prose, issue_note=issue_note(paper))


def contents_of(paper: Paper) -> PaperContents | None:
    """What was issued or built, what was approved, or what a draft would say now; None where it is not built yet."""
    if paper.last:
        return from_json(paper.last.contents)
    if not paper.of_kind.is_written:
        return None
    return from_json(paper.contents) if paper.state == ApprovedState.APPROVED else contents_now(paper)


def issue_note(paper: Paper) -> str:
    """At the head of a further issue: which it is, and why there is another."""
    if paper.issue == 1:
        return ""
    restated = ", restated" if paper.of_kind.is_written else ""
    return f"Issue {paper.issue}{restated}: {paper.why_restated} Issue {paper.issue - 1} is kept beside it."


def require_reportable(kind: PaperKind, subject: Any, quarter: Quarter) -> None:
    """Go on only for a quarter the kind allows, and that was not issued already where issuing needs approval."""
    kind.require_reportable(subject, quarter)
    of_quarter = Paper.objects.of(kind, subject, quarter)
    if kind.is_written and of_quarter.final().exists() and not of_quarter.in_the_making().exists():
        raise Refused(quarter=f"The report for {quarter} was issued already: open it and restate it to correct it.")


def _next_issue(kind: PaperKind, subject: Any, quarter: Quarter) -> Paper:
    newest = Paper.objects.of(kind, subject, quarter).order_by("-issue").first()
    if newest:
        return _issue_after(newest, subject, BUILT_AGAIN)
    return Paper(
        kind=kind.name, subject=subject.pk, partnership_id=subject.partnership_id, state=kind.first,
        **columns_of(quarter),
    )  # fmt: skip


def _issue_after(paper: Paper, subject: Any, reason: str) -> Paper:
    return Paper(
        kind=paper.kind, subject=subject.pk, partnership_id=paper.partnership_id, state=paper.of_kind.first,
        issue=paper.issue + 1, restates=paper, why_restated=reason, prose=paper.prose, **columns_of(paper.quarter),
    )  # fmt: skip


def _begun(actor: User, paper: Paper, reason: str = "") -> Paper:
    paper.begun_by, paper.begun_at = actor, now()
    paper.save()
    keep_step(actor, paper, StepKind.BEGUN, reason=reason)
    return paper
