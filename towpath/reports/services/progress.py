"""A commissioner's progress report while it is made: begun, written, begun again to correct what was issued."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.blocks import Contents
from towpath.foundation.clock import now, today
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Programme
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.reports import policies
from towpath.reports.models import ProgressReport, ProgressState, Section, StepKind
from towpath.reports.progress.gathering import gather
from towpath.reports.services.progress_steps import keep_step, locked, whole
from towpath.ui.words import as_day


class Unreportable(ValueError):  # noqa: N818 -- the name is the sentence
    """There is nothing to report of that quarter; the message says why."""


@transaction.atomic
def begin_progress_report(*, actor: Any, programme: Programme, quarter: Quarter) -> ProgressReport:
    """Begin the report of a quarter. One that is in the making already is handed back, not begun twice."""
    policies.may_write_progress(actor, programme).require()
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    in_the_making = ProgressReport.objects.unissued().of(held, quarter).first()
    if in_the_making:
        return in_the_making
    require_reportable(held, quarter)
    report = _begun(actor, ProgressReport(programme=held, **_of_quarter(quarter)), "")
    record(actor=actor, event=Event.PROGRESS_REPORT_BEGUN, subject=report, quarter=quarter.slug)
    return report


@transaction.atomic
def restate(*, actor: Any, report: ProgressReport, reason: str) -> ProgressReport:
    """Begin the correction of an issued report: another issue beside it, with the reason. The first stays."""
    held = locked(report)
    again: ProgressReport | None = getattr(held, "restated_by", None)
    if again and not again.is_issued and again.why_restated == reason:
        policies.may_write_progress(actor, held.programme).require()
        return again  # a double click
    policies.may_restate(actor, held).require()
    again = ProgressReport(
        programme=held.programme, issue=held.issue + 1, restates=held, why_restated=reason, prose=held.prose,
        **_of_quarter(held.quarter),
    )  # fmt: skip
    _begun(actor, again, reason)
    record(actor=actor, event=Event.PROGRESS_REPORT_BEGUN, subject=again, issue=again.issue)
    return again


@transaction.atomic
def write_progress(*, actor: Any, report: ProgressReport, version: int, prose: Mapping[str, str]) -> ProgressReport:
    """Keep what was written in a draft. Raises ChangedMeanwhile when somebody else wrote first."""
    policies.may_write_in(actor, locked(report)).require()
    wanted = {section.value: prose[section].strip() for section in Section if section in prose}
    try:
        held = hold(whole(), report.pk, version=version)
    except ChangedMeanwhile:
        saved = whole().get(pk=report.pk)
        if _holds(saved, wanted):
            return saved  # a double click, or a retry after a lost connection
        raise
    changed = {name: text for name, text in wanted.items() if held.prose.get(name, "") != text}
    if not changed:
        return held
    held.prose, held.version = held.prose | changed, held.version + 1
    held.save(update_fields=["prose", "version"])
    keep_step(actor, held, StepKind.WRITTEN, prose=changed)
    record(actor=actor, event=Event.PROGRESS_REPORT_WRITTEN, subject=held, sections=sorted(changed))
    return held


def contents_now(report: ProgressReport) -> Contents:
    """What a report says, from what is known at this moment."""
    return gather(
        report.programme, report.quarter, now(), prose=report.prose, issue_note=issue_note(report)
    )  # fmt: skip


def issue_note(report: ProgressReport) -> str:
    """At the head of a correction: which issue it is, and why there is another."""
    if report.issue == 1:
        return ""
    return f"Issue {report.issue}, restated: {report.why_restated} Issue {report.issue - 1} is kept beside it."


def require_reportable(programme: Programme, quarter: Quarter) -> None:
    """Go on only for a quarter that has begun, not before the programme did, and that was not issued already."""
    require_begun(programme, quarter)
    of_quarter = ProgressReport.objects.of(programme, quarter)
    if of_quarter.filter(state=ProgressState.ISSUED).exists() and not of_quarter.unissued().exists():
        raise Unreportable(f"The report for {quarter} was issued already: open it and restate it to correct it.")


def require_begun(programme: Programme, quarter: Quarter) -> None:
    """Go on only for a quarter that has begun, and not before the programme did."""
    if quarter.start > today():
        raise Unreportable(f"{quarter} has not begun: choose this quarter or an earlier one.")
    if quarter.end < programme.starts_on:
        first = Quarter.containing(programme.starts_on)
        raise Unreportable(
            f"{quarter} is before {programme.name} was launched on {as_day(programme.starts_on)}: "
            f"choose {first} or later."
        )


def _begun(actor: Any, report: ProgressReport, reason: str) -> ProgressReport:
    report.begun_by, report.begun_at = actor, now()
    report.save()
    keep_step(actor, report, StepKind.BEGUN, reason=reason)
    return report


def _of_quarter(quarter: Quarter) -> dict[str, int]:
    return {"financial_year": quarter.financial_year.first, "quarter_number": quarter.number}


def _holds(report: ProgressReport, wanted: Mapping[str, str]) -> bool:
    return all(report.prose.get(name, "") == text for name, text in wanted.items())
