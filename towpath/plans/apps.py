"""The plans room."""

from functools import partial

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "towpath.plans"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.papers import kinds
        from towpath.papers.presenters import newest_for
        from towpath.plans import history, search
        from towpath.plans.offered import PLAN_PAGES
        from towpath.plans.papers.kind import QUARTER_REPORT, may_see_reports, newest_quarter_of
        from towpath.plans.policies import may_export
        from towpath.plans.reported import NEWEST_QUARTER
        from towpath.ui.first_page import PARTS, FirstPagePart
        from towpath.ui.navigation import MENU, Item
        from towpath.ui.offered import OfferedPage

        history.register()
        search.register()
        MENU.add(
            Item("Plans", "plans:plans", order=10),
            Item("Actions", "plans:actions", order=20),
            Item("Reports", "reports:papers", order=30),
        )
        kinds.register(QUARTER_REPORT)
        NEWEST_QUARTER.add(newest_quarter_of)
        PARTS.add(
            FirstPagePart(
                "Newest reports", Permission.VIEW_REPORTS, partial(newest_for, QUARTER_REPORT),
                "No report has been built yet.", "See every report", "reports:papers", order=10,
            )
        )  # fmt: skip
        PLAN_PAGES.add(
            OfferedPage("Quarter reports", "reports:papers_of", may_see_reports, order=20),
            OfferedPage("Take the plan out", "plans:export_plan", may_export, order=30),
        )
