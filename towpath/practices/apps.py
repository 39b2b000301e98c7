"""The room of practices."""

from django.apps import AppConfig

from towpath.access import reach
from towpath.access.roles import Reach
from towpath.ui import navigation


class PracticesConfig(AppConfig):
    """Offers practices to those who may see them."""

    name = "towpath.practices"

    def ready(self) -> None:
        from towpath.practices import facts, history, search
        from towpath.practices.models.sign_ups import places_of_manager

        history.register()
        search.register()
        facts.register()
        reach.WHERE.put(Reach.PRACTICE, places_of_manager)
        navigation.MENU.add(navigation.Item("Practices", "practices:practices", order=50))
