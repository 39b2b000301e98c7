"""Asking for a quarter's report, and asking again after one could not be built."""

from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now, today
from towpath.foundation.periods import Quarter
from towpath.plans.models import Plan
from towpath.plans.services.rating import began_on
from towpath.reports import policies
from towpath.reports.models import Report, State
from towpath.reports.services.states import move
from towpath.ui.words import as_day

TASK = "towpath.reports.tasks.build_report"


class NoSuchQuarter(ValueError):  # noqa: N818 -- the name is the sentence
    """The plan has nothing to report for that quarter; the message says why."""


@transaction.atomic
def ask_for_report(*, actor: Any, plan: Plan, quarter: Quarter) -> Report:
    """Have the report of a quarter built. Asking twice while it is under way gives the same report."""
    policies.may_ask_for_report(actor, plan).require()
    require_reportable(plan, quarter)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    under_way = Report.objects.under_way().of(held, quarter).first()
    if under_way:
        return under_way
    report = Report.objects.create(
        plan=held,
        financial_year=quarter.financial_year.first,
        quarter_number=quarter.number,
        requested_by=actor,
        requested_at=now(),
    )
    record(actor=actor, event=Event.REPORT_REQUESTED, subject=report, quarter=quarter.slug)
    hand_over(report)
    return report


@transaction.atomic
def try_again(*, actor: Any, report: Report) -> Report:
    """Have a report built once more, or the files of one that is ready made anew. A job under way leaves it alone.

    Where another of the same quarter is under way, that one is the answer.
    """
    Plan.objects.select_for_update().get(pk=report.plan_id)
    held = Report.objects.select_for_update(of=("self",)).select_related("plan").get(pk=report.pk)
    policies.may_try_again(actor, held).require()
    rival = Report.objects.under_way().of(held.plan, held.quarter).exclude(pk=held.pk).first()
    if rival:
        return rival
    move(held, State.ASKED, attempt=held.attempt + 1, done=0, step="", failure="")
    record(actor=actor, event=Event.REPORT_REQUESTED, subject=held, attempt=held.attempt)
    hand_over(held)
    return held


@transaction.atomic
def cancel_report(*, actor: Any, report: Report) -> Report:
    """Let a report that was asked for be built no more. It can be asked for again."""
    held = Report.objects.select_for_update(of=("self",)).select_related("plan").get(pk=report.pk)
    policies.may_cancel(actor, held).require()
    move(held, State.CANCELLED, attempt=held.attempt + 1, done=0, step="", failure="")
    record(actor=actor, event=Event.REPORT_CANCELLED, subject=held, attempt=held.attempt)
    return held


def require_reportable(plan: Plan, quarter: Quarter) -> None:
    """Go on only for a quarter that has begun, and not before the plan did."""
    if quarter.start > today():
        raise NoSuchQuarter(f"{quarter} has not begun: choose this quarter or an earlier one.")
    first = began_on(plan)
    if quarter.end < first:
        raise NoSuchQuarter(
            f"{quarter} is before the plan began on {as_day(first)}: choose {Quarter.containing(first)} or later."
        )


def hand_over(report: Report) -> None:
    """Give the report to a worker, in this transaction. The job is named, as it imports the services."""
    import_string(TASK).enqueue(report.pk, report.attempt)
