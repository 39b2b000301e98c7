"""Who may do what with reports. Each rule is a sentence a coordinator would agree with."""

from typing import Any

from towpath.access.grants import holds
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.plans.models import Plan
from towpath.programmes.models import Programme
from towpath.reports.models import ProgressReport, ProgressState, Report, Section


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
    """Whoever may ask for a report may ask for it again, whatever became of it: nothing is left hanging."""
    return may_ask_for_report(user, report.plan)


def may_cancel(user: Any, report: Report) -> Verdict:
    """A report that is not ready yet may be cancelled by whoever may ask for one."""
    if not report.is_under_way:
        return Verdict(False, "Only a report that is asked for or being built can be cancelled.")
    return may_ask_for_report(user, report.plan)


def may_write_progress(user: Any, programme: Programme) -> Verdict:
    """Only a programme manager of the partnership writes what its commissioners are told."""
    return allowed_if(
        holds(user, Permission.WRITE_PROGRESS_REPORTS, partnership_id=programme.partnership_id),
        "Only a programme manager of this partnership can write its progress reports.",
    )


def may_write_in(user: Any, report: ProgressReport) -> Verdict:
    """A draft is written in until it is approved; what was issued never changes."""
    if report.is_issued:
        return Verdict(False, "This report was issued and never changes: restate it to correct it.")
    if report.state == ProgressState.APPROVED:
        return Verdict(False, "This report is approved: send it back before you change it.")
    return may_write_progress(user, report.programme)


def may_approve_progress(user: Any, report: ProgressReport) -> Verdict:
    """A programme manager approves a draft in which every section is written."""
    if report.state != ProgressState.DRAFT:
        return Verdict(False, "Only a draft can be approved.")
    if missing := [section.label.lower() for section in Section if not report.prose.get(section, "").strip()]:
        return Verdict(False, f"Before it can be approved, somebody has to write: {', '.join(missing)}.")
    return _may_approve(user, report)


def may_send_back(user: Any, report: ProgressReport) -> Verdict:
    """An approved report goes back to its writer, as long as it is not issued."""
    if report.state != ProgressState.APPROVED:
        return Verdict(False, "Only an approved report can be sent back.")
    return _may_approve(user, report)


def may_issue(user: Any, report: ProgressReport) -> Verdict:
    """An approved report is issued by a programme manager, and then whoever pays for the programme sees it."""
    if report.state != ProgressState.APPROVED:
        return Verdict(False, "Only an approved report can be issued.")
    return _may_approve(user, report)


def may_restate(user: Any, report: ProgressReport) -> Verdict:
    """The newest issue of a report is corrected by another beside it, and by one at a time."""
    if not report.is_issued:
        return Verdict(False, "Only an issued report is restated: a draft can simply be changed.")
    if hasattr(report, "restated_by"):
        return Verdict(False, "This report has been restated: correct the newest issue.")
    return may_write_progress(user, report.programme)


def may_read_progress(user: Any, report: ProgressReport) -> Verdict:
    """Issued reports are for those who see the programme whole and for those who pay for it; drafts for writers."""
    return allowed_if(
        ProgressReport.objects.visible_to(user).filter(pk=report.pk).exists(),
        "You can read the issued progress reports of the programmes you see or pay for.",
    )


def may_make_files_again(user: Any, report: ProgressReport) -> Verdict:
    """The files of an issued report may be made again by whoever issues reports, whatever became of them."""
    if not report.is_issued:
        return Verdict(False, "Only an issued report has files.")
    if not report.files_state:
        return Verdict(False, "Its files were withdrawn when words were removed: take those of the newest issue.")
    return _may_approve(user, report)


def may_cancel_files(user: Any, report: ProgressReport) -> Verdict:
    """Files that are not made yet may be cancelled by whoever may have them made."""
    if not report.is_being_built:
        return Verdict(False, "Only files that are asked for or being made can be cancelled.")
    return _may_approve(user, report)


def _may_approve(user: Any, report: ProgressReport) -> Verdict:
    return allowed_if(
        holds(user, Permission.APPROVE_PROGRESS_REPORTS, partnership_id=report.programme.partnership_id),
        "Only a programme manager of this partnership can approve and issue its progress reports.",
    )
