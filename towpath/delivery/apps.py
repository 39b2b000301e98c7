"""The room of the site board."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Offers the board to those who may see sites."""

    name = "towpath.delivery"

    def ready(self) -> None:
        from towpath.delivery.policies import SEES_SITES, may_see_site
        from towpath.programmes.site_parts import Part, offer_on_site
        from towpath.ui.navigation import Item, register

        register(Item("Sites", "delivery:board", any_of=SEES_SITES, order=45))
        offer_on_site(Part("How the site stands", "delivery:site", may_see_site, order=5))
