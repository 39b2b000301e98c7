"""Taking a plan or a report out of Towpath. Each taking is recorded before the first byte leaves."""

from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.plans.models import Plan
from towpath.plans.policies import may_export
from towpath.reports import policies
from towpath.reports.models import Report, ReportFile


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
