"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "towpath.reports"

    def ready(self) -> None:
        from towpath.access.roles import Permission, Reach
        from towpath.plans.offered import PLAN_PAGES
        from towpath.plans.policies import may_export
        from towpath.plans.reported import tell_newest_quarter
        from towpath.records.redacting import register_paper, register_under_way
        from towpath.reports.models import IssuedReport, Report
        from towpath.reports.models.quarter import newest_quarter_of
        from towpath.reports.policies import may_see_reports
        from towpath.reports.presenters.progress_lists import newest_for as newest_progress_for
        from towpath.reports.presenters.quarter import newest_for
        from towpath.reports.services.redacting import begin_again, issue_further, make_files_anew
        from towpath.ui import about
        from towpath.ui.first_page import Part
        from towpath.ui.first_page import offer as offer_first
        from towpath.ui.navigation import Item, register
        from towpath.ui.offered import Page

        about.register("plans.action", "plans:action")
        register_under_way(begin_again)
        register_paper(IssuedReport, issue_further)
        register_paper(Report, make_files_anew)
        register(Item("Reports", "reports:reports", any_of=(Permission.VIEW_REPORTS,), order=30))
        offer_first(
            Part(
                "Newest reports", Permission.VIEW_REPORTS, newest_for, "No report has been built yet.",
                "See every report", "reports:reports", order=10,
            )
        )  # fmt: skip
        read_by = (Permission.WRITE_PROGRESS_REPORTS, Permission.VIEW_PROGRESS_REPORTS)
        register(Item("Progress reports", "reports:progress_reports", any_of=read_by, order=60))
        offer_first(
            Part(
                "Newest progress reports", Permission.VIEW_PROGRESS_REPORTS, newest_progress_for,
                "No progress report has been issued to you yet.", "See every progress report",
                "reports:progress_reports", order=11, reach=Reach.AGENCY,
            )
        )  # fmt: skip
        offer_first(
            Part(
                "Progress reports", Permission.WRITE_PROGRESS_REPORTS, newest_progress_for,
                "No progress report has been begun yet.", "Begin a progress report",
                "reports:begin_progress_report", order=12,
            )
        )  # fmt: skip
        _tell_of_jobs()
        tell_newest_quarter(newest_quarter_of)
        PLAN_PAGES.offer(Page("Quarter reports", "reports:plan_reports", may_see_reports, order=20))
        PLAN_PAGES.offer(Page("Take the plan out", "reports:export_plan", may_export, order=30))


def _tell_of_jobs() -> None:
    from towpath.jobs.kinds import Kind, register
    from towpath.reports.services import asking, building, progress_files

    for task, label, room in (
        (asking.TASK, "Quarter report", building),
        (progress_files.TASK, "Files of a progress report", progress_files),
    ):
        register(task, Kind(label, room.note_failure, room.reopen, room.has_failed, room.partnership_of))
