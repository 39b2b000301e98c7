"""Taking a plan or a report out of Towpath. Each taking is recorded before the first byte leaves."""

from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.plans.models import Plan
from towpath.plans.policies import may_export
from towpath.records.kept_files import content_of
from towpath.reports import policies
from towpath.reports.models import ProgressFile, ProgressReport, Report

MADE_AGAIN = "Whoever had the report made can have its files made again, from its page."


@transaction.atomic
def take_plan_out(*, actor: Any, plan: Plan, kind: str) -> None:
    """Let a coordinator or board member take the whole plan out as Word, Excel or CSV."""
    may_export(actor, plan).require()
    record(actor=actor, event=Event.PLAN_EXPORTED, subject=plan, kind=kind, actions=plan.actions.current().count())


@transaction.atomic
def take_report_out(*, actor: Any, report: Report, kind: str) -> bytes:
    """Let whoever may read a report take one of its files out.

    Raises DoesNotExist where it has none such, and NotAsKeptError where it is missing or altered.
    """
    policies.may_read_report(actor, report).require()
    taken = report.files.get(kind=kind)
    content = content_of(taken.file, sha256=taken.sha256, subject=report, remedy=MADE_AGAIN)
    record(actor=actor, event=Event.REPORT_EXPORTED, subject=report, kind=kind, sha256=taken.sha256)
    return content


@transaction.atomic
def take_progress_out(*, actor: Any, report: ProgressReport, kind: str) -> bytes:
    """Let whoever may read an issued report take a file of it out, the newest of its kind.

    Raises DoesNotExist where it has none such, and NotAsKeptError where it is missing or altered.
    """
    policies.may_read_progress(actor, report).require()
    taken = ProgressFile.objects.filter(issued__report=report, kind=kind).last()
    if taken is None:
        raise ProgressFile.DoesNotExist
    content = content_of(taken.file, sha256=taken.sha256, subject=report, remedy=MADE_AGAIN)
    record(actor=actor, event=Event.PROGRESS_REPORT_EXPORTED, subject=report, kind=kind, sha256=taken.sha256)
    return content
