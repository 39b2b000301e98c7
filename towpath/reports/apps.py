"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "towpath.reports"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.plans.policies import may_export
        from towpath.plans.tools import Tool, offer
        from towpath.reports.policies import may_see_reports
        from towpath.reports.presenters import newest_for
        from towpath.ui.first_page import Part
        from towpath.ui.first_page import offer as offer_first
        from towpath.ui.navigation import Item, register

        register(Item("Reports", "reports:reports", any_of=(Permission.VIEW_REPORTS,), order=30))
        offer_first(
            Part(
                "Newest reports", Permission.VIEW_REPORTS, newest_for, "No report has been built yet.",
                "See every report", "reports:reports", order=10,
            )
        )  # fmt: skip
        offer(Tool("Quarter reports", "reports:plan_reports", may_see_reports, order=20))
        offer(Tool("Take the plan out", "reports:export_plan", may_export, order=30))
