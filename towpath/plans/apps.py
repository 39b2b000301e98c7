"""The plans room."""

from functools import partial

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "towpath.plans"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.audit.checks import CHECKS
        from towpath.papers.kinds import KINDS
        from towpath.papers.presenters.lists import newest_for
        from towpath.plans import history, search
        from towpath.plans.checks import EVIDENCE
        from towpath.plans.papers.kind import QUARTER_REPORT
        from towpath.ui.first_page import PARTS, FirstPagePart
        from towpath.ui.navigation import MENU, Item

        history.register()
        search.register()
        MENU.add(
            Item("Plans", "plans:plans", order=10),
            Item("Actions", "plans:actions", order=20),
            Item("Reports", "reports:papers", order=30),
        )
        KINDS.add(QUARTER_REPORT)
        CHECKS.add(EVIDENCE)
        PARTS.add(
            FirstPagePart(
                "Newest reports", Permission.VIEW_REPORTS, partial(newest_for, QUARTER_REPORT),
                "No report has been built yet.", "See every report", "reports:papers", order=10,
            )
        )  # fmt: skip
