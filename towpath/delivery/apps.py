"""The room of the site board."""

from functools import partial

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Offers the board to those who may see sites."""

    name = "towpath.delivery"

    def ready(self) -> None:
        from towpath.access.roles import Permission, Reach
        from towpath.delivery.papers.kind import PROGRESS_REPORT
        from towpath.delivery.policies import may_see_site
        from towpath.delivery.presenters.missing import records_missing
        from towpath.delivery.sites.kept import nothing_shown_of
        from towpath.papers.kinds import KINDS
        from towpath.papers.presenters.lists import newest_for
        from towpath.programmes import missing
        from towpath.programmes.offered import NOTHING_OF, SITE_PAGES
        from towpath.ui.first_page import PARTS, FirstPagePart
        from towpath.ui.navigation import MENU, Item
        from towpath.ui.offered import OfferedPage

        missing.RECORDS.add(records_missing)
        NOTHING_OF.add(nothing_shown_of)
        MENU.add(Item("Sites", "delivery:board", order=45))
        SITE_PAGES.add(OfferedPage("How the site stands", "delivery:site", may_see_site, order=5))
        KINDS.add(PROGRESS_REPORT)
        newest = partial(newest_for, PROGRESS_REPORT)
        MENU.add(Item("Progress reports", "progress_reports:papers", order=60))
        PARTS.add(
            FirstPagePart(
                "Newest progress reports", Permission.VIEW_PROGRESS_REPORTS, newest,
                "No progress report has been issued to you yet.", "See every progress report",
                "progress_reports:papers", order=11, reach=Reach.AGENCY,
            )
        )  # fmt: skip
        PARTS.add(
            FirstPagePart(
                "Progress reports", Permission.WRITE_PROGRESS_REPORTS, newest,
                "No progress report has been begun yet.", "Begin a progress report", "progress_reports:begin", order=12,
            )
        )  # fmt: skip
