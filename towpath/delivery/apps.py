"""The room of the site board."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Offers the board to those who may see sites."""

    name = "towpath.delivery"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.delivery.facts.kept import nothing_shown_of
        from towpath.delivery.policies import may_see_site
        from towpath.delivery.presenters.gaps import records_missing
        from towpath.programmes import checking, missing
        from towpath.programmes.offered import SITE_PAGES
        from towpath.ui.navigation import Item, register
        from towpath.ui.offered import Page

        missing.register(records_missing)
        checking.register(nothing_shown_of)
        register(Item("Sites", "delivery:board", any_of=(Permission.VIEW_PROGRAMMES,), order=45))
        SITE_PAGES.offer(Page("How the site stands", "delivery:site", may_see_site, order=5))
