"""Papers out of which words were taken: their files are withdrawn, and a further issue is made without the words."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.jobs.services import forget
from towpath.papers.fingerprints import fingerprint
from towpath.papers.kinds import KINDS
from towpath.papers.models import Paper, PaperFile, PaperStep
from towpath.papers.services.steps import FILES, ask_for_files, keep_final
from towpath.records.quarters import columns_of

WHY = "Words that must not stand were removed."


def begin_again(partnership: int) -> None:
    """A paper that is being built has read the words already: its job is given up, and another reads after this.

    Nobody begins a paper, approves one or issues one until the words are removed.
    """
    for kind in KINDS:
        subjects = kind.model._default_manager.filter(partnership=partnership)
        list(subjects.select_for_update(of=("self",), no_key=True).order_by("pk").only("pk"))
    papers = Paper.objects.filter(partnership=partnership).select_for_update(of=("self",)).order_by("pk")
    for paper in papers:
        if paper.is_under_way and not paper.is_final:
            ask_for_files(paper)


def issue_further(actor: User, steps: Sequence[PaperStep], reason: str) -> None:
    """A final paper keeps its number and fingerprint, loses its files, and has another issue made beside it.

    One that is being restated already, or was, is corrected by that issue.
    """
    for step in steps:
        if step.sha256:
            paper = Paper.objects.select_for_update(of=("self",)).get(pk=step.paper_id)
            _withdraw(paper.files.all())
            paper.job, paper.stopped_by = None, ""
            paper.save(update_fields=["job", "stopped_by"])
            forget(FILES, [paper.pk])
            if not Paper.objects.filter(restates=paper).exists():
                _issue_again(actor, paper, step, reason)


def _issue_again(actor: User, paper: Paper, step: PaperStep, reason: str) -> None:
    """The same contents without the words, under their own number and fingerprint; its files are made by a job.

    Who removed the words issues it; who approved the others approved it, where its kind is approved at all.
    """
    kind, why = paper.of_kind, f"{WHY} {reason}"
    again = Paper.objects.create(
        kind=paper.kind, subject=paper.subject, partnership=paper.partnership, **columns_of(paper.quarter),
        issue=paper.issue + 1, restates=paper, why_restated=why, state=paper.state, prose=paper.prose,
        begun_by=actor, begun_at=now(), approved_by=paper.approved_by, approved_at=paper.approved_at,
    )  # fmt: skip
    kept = keep_final(actor, again, step.contents, reason=why)
    event = kind.events["issued" if kind.is_written else "begun"]
    record(actor=actor, event=event, subject=again, beside=[kept], issue=again.issue, sha256=kept.sha256)
    ask_for_files(again)


def finish_withdrawing() -> int:
    """Delete the files of papers that lost words, which a process that was killed left. Returns how many."""
    left = [
        one.file
        for paper in Paper.objects.final().filter(job=None).prefetch_related("files")
        if paper.last and fingerprint(paper.last.contents) != paper.last.sha256
        for one in paper.files.all()
        if one.file.storage.exists(one.file.name)
    ]
    for file in left:
        file.storage.delete(file.name)
    return len(left)


def _withdraw(files: Iterable[PaperFile]) -> None:
    """Delete the files themselves once this transaction holds; their numbers and fingerprints stay."""
    for one in files:
        kept, name = one.file.storage, one.file.name
        transaction.on_commit(lambda kept=kept, name=name: kept.delete(name))  # type: ignore[misc]
