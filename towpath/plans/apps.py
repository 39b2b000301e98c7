"""The plans room."""

from functools import partial

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "towpath.plans"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.papers import kinds
        from towpath.papers.presenters.lists import newest_for
        from towpath.plans import history, search
        from towpath.plans.offered import PLAN_PAGES
        from towpath.plans.papers.kind import QUARTER_REPORT, may_see_reports, newest_quarter_of
        from towpath.plans.policies import may_export
        from towpath.plans.reported import tell_newest_quarter
        from towpath.ui import about
        from towpath.ui.first_page import FirstPagePart, offer
        from towpath.ui.navigation import Item, register
        from towpath.ui.offered import OfferedPage

        history.register()
        search.register()
        sees_plans = (Permission.VIEW_PLANS,)
        register(Item("Plans", "plans:plans", any_of=sees_plans, order=10))
        register(Item("Actions", "plans:actions", any_of=sees_plans, order=20))
        register(Item("Reports", "reports:papers", any_of=(Permission.VIEW_REPORTS,), order=30))
        kinds.register(QUARTER_REPORT)
        tell_newest_quarter(newest_quarter_of)
        about.register("plans.action", "plans:action")
        offer(
            FirstPagePart(
                "Newest reports", Permission.VIEW_REPORTS, partial(newest_for, QUARTER_REPORT),
                "No report has been built yet.", "See every report", "reports:papers", order=10,
            )
        )  # fmt: skip
        PLAN_PAGES.offer(OfferedPage("Quarter reports", "reports:papers_of", may_see_reports, order=20))
        PLAN_PAGES.offer(OfferedPage("Take the plan out", "plans:export_plan", may_export, order=30))
