"""Taking a plan or a report out of Towpath. Each taking is recorded before the first byte leaves."""

import hashlib
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.plans.models import Plan
from towpath.plans.policies import may_export
from towpath.reports import policies
from towpath.reports.models import ProgressFile, ProgressReport, Report, ReportFile


@transaction.atomic
def take_plan_out(*, actor: Any, plan: Plan, kind: str) -> None:
    """Let a coordinator or board member take the whole plan out as Word, Excel or CSV."""
    may_export(actor, plan).require()
    record(actor=actor, event=Event.PLAN_EXPORTED, subject=plan, kind=kind, actions=plan.actions.current().count())


@transaction.atomic
def take_report_out(*, actor: Any, report: Report, kind: str) -> ReportFile:
    """Let whoever may read a report take one of its files out. Raises DoesNotExist where it has none such."""
    policies.may_read_report(actor, report).require()
    taken = report.files.get(kind=kind)
    record(actor=actor, event=Event.REPORT_EXPORTED, subject=report, kind=kind, sha256=taken.sha256)
    return taken


class NotAsIssued(ValueError):  # noqa: N818 -- the name is the sentence
    """A file does not have the fingerprint it was issued under."""


@transaction.atomic
def take_progress_out(*, actor: Any, report: ProgressReport, kind: str) -> ProgressFile:
    """Let whoever may read an issued report take a file of it out, if it is still the one that was issued."""
    policies.may_read_progress(actor, report).require()
    taken = ProgressFile.objects.get(issued__report=report, kind=kind)
    with taken.file.open() as kept:
        is_as_issued = hashlib.file_digest(kept, "sha256").hexdigest() == taken.sha256
    if not is_as_issued:
        raise NotAsIssued(
            "This file is not the one that was issued, so it is not handed out. "
            f"Tell whoever runs Towpath, and pass on: file {taken.pk} of progress report {report.pk}."
        )
    record(actor=actor, event=Event.PROGRESS_REPORT_EXPORTED, subject=report, kind=kind, sha256=taken.sha256)
    return taken
