"""Who may do what with reports. Each rule is a sentence a coordinator would agree with."""

from typing import Any

from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.plans.models import Plan
from towpath.reports.models import Report, State


def may_ask_for_report(user: Any, plan: Plan) -> Verdict:
    """Only a coordinator of the plan's partnership has its reports built."""
    return allowed_if(
        holds(user, Permission.MAKE_REPORTS, partnership_id=plan.partnership_id),
        "Only the partnership's coordinator can have a report built.",
    )


def may_see_reports(user: Any, plan: Plan) -> Verdict:
    """Coordinators, board members and auditors read the reports of their partnership's plans."""
    return allowed_if(
        holds(user, Permission.VIEW_REPORTS, partnership_id=plan.partnership_id),
        "Your role does not let you read this partnership's reports.",
    )


def may_read_report(user: Any, report: Report) -> Verdict:
    """Whoever may read the partnership's reports reads this one and takes its files out."""
    return may_see_reports(user, report.plan)


def may_try_again(user: Any, report: Report) -> Verdict:
    """A report that failed may be tried again by whoever may ask for one."""
    if report.state != State.FAILED:
        return Verdict(False, "Only a report that could not be built can be tried again.")
    return may_ask_for_report(user, report.plan)
