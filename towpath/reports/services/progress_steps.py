"""What every service of progress reports needs: the report held, moved to its next state, and the step kept."""

from collections.abc import Mapping
from typing import Any

from towpath.foundation.clock import now
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.reports.models import PROGRESS_STATES, ProgressReport, ProgressReportStep, ProgressState, StepKind
from towpath.reports.models.progress import ProgressReportQuerySet

WITH_PROGRAMME = ("programme__partnership", "programme__funder", "programme__commissioner",
                  "programme__national_provider", "restates")  # fmt: skip


def whole() -> ProgressReportQuerySet:
    """Reports with all that their contents name."""
    return ProgressReport.objects.select_related(*WITH_PROGRAMME)


def locked(report: ProgressReport) -> ProgressReport:
    ProgressReport.objects.select_for_update().only("pk").get(pk=report.pk)
    return whole().get(pk=report.pk)


def held_or_done(report: ProgressReport, version: int, actor: Any, done: ProgressState) -> ProgressReport:
    """The report held for this transaction, or as this person has just left it: the second of two clicks."""
    try:
        return hold(whole(), report.pk, version=version)
    except ChangedMeanwhile:
        current = whole().get(pk=report.pk)
        last = current.steps.order_by("-pk").first()
        if current.state == done and current.version == version + 1 and last and last.taken_by_id == actor.pk:
            return current
        raise


def move(report: ProgressReport, to: ProgressState, **changes: Any) -> None:
    """Put a report into its next state, with what changes beside it. Raises NotTheNextState."""
    PROGRESS_STATES.require(ProgressState(report.state), to)
    report.state, report.version = to, report.version + 1
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=["state", "version", *changes])


def keep_step(
    actor: Any, report: ProgressReport, kind: StepKind, *, reason: str = "", prose: Mapping[str, str] | None = None
) -> None:
    ProgressReportStep.objects.create(
        report=report, kind=kind, taken_by=actor, taken_at=now(), reason=reason, prose=dict(prose or {})
    )
