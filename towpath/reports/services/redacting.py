"""Papers out of which words were taken: their files are withdrawn, and a further issue is made without the words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from towpath.foundation.clock import now
from towpath.plans.models import Plan
from towpath.reports.models import (
    IssuedReport,
    ProgressReport,
    ProgressState,
    Report,
    State,
    StepKind,
)
from towpath.reports.progress.keeping import fingerprint
from towpath.reports.services.asking import hand_over as build_files
from towpath.reports.services.progress_files import hand_over
from towpath.reports.services.progress_steps import keep_step
from towpath.reports.services.states import move

WHY = "Words that must not stand were removed."


def begin_again(partnership: int) -> None:
    """A report that is being built has read the words already: its job is given up, and another reads after this.

    Nobody asks for a report, approves one or issues one until the words are removed.
    """
    for model, whose in (
        (Plan, {"partnership": partnership}),
        (ProgressReport, {"programme__partnership": partnership}),
    ):
        list(model.objects.select_for_update(of=("self",), no_key=True).filter(**whose).order_by("pk").only("pk"))
    under_way = Report.objects.under_way().filter(plan__partnership=partnership)
    for report in under_way.select_for_update(of=("self",)).order_by("pk"):
        move(report, State.ASKED, attempt=report.attempt + 1, done=0, step="", failure="")
        build_files(report)


def issue_further(actor: Any, issued: Sequence[IssuedReport], reason: str) -> None:
    """An issued report keeps its number and fingerprint, loses its files, and has another issue made beside it.

    One that is being restated already, or was, is corrected by that issue.
    """
    for one in issued:
        withdraw(one.files.all())
        report = ProgressReport.objects.select_for_update(of=("self",)).get(pk=one.report_id)
        ProgressReport.objects.filter(pk=report.pk).update(files_state="", failure="")
        if not ProgressReport.objects.filter(restates=report).exists():
            _issue_again(actor, report, one, reason)


def _issue_again(actor: Any, report: ProgressReport, issued: IssuedReport, reason: str) -> None:
    """The same contents without the words, under their own number and fingerprint; its files are made by a job."""
    contents = issued.contents
    again = ProgressReport.objects.create(
        programme=report.programme, financial_year=report.financial_year, quarter_number=report.quarter_number,
        issue=report.issue + 1, restates=report, why_restated=f"{WHY} {reason}", state=ProgressState.ISSUED,
        prose=report.prose, contents=contents, begun_by=actor, begun_at=now(), approved_by=actor, approved_at=now(),
        files_state=State.ASKED,
    )  # fmt: skip
    IssuedReport.objects.create(
        report=again, contents=contents, sha256=fingerprint(contents), issued_by=actor, issued_at=now()
    )
    keep_step(actor, again, StepKind.ISSUED, reason=f"{WHY} {reason}")
    hand_over(again)


def make_files_anew(actor: Any, reports: Sequence[Report], reason: str) -> None:
    """The report of a plan has its files made again from its contents without the words."""
    for report in reports:
        withdraw(report.files.all())
        report.files.all().delete()
        held = Report.objects.get(pk=report.pk)
        if held.state == State.READY:
            move(held, State.ASKED, attempt=held.attempt + 1, done=0, step="", failure="")
            build_files(held)


def withdraw(files: Iterable[Any]) -> None:
    """Delete the files themselves once this transaction holds; their numbers and fingerprints stay."""
    for one in files:
        kept, name = one.file.storage, one.file.name
        transaction.on_commit(lambda kept=kept, name=name: kept.delete(name))  # type: ignore[misc]
