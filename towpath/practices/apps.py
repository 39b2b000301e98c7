"""The room of practices."""

from django.apps import AppConfig

from towpath.access import reach
from towpath.access.roles import Permission, Reach
from towpath.audit import subjects
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
        reach.register(Reach.PRACTICE, places_of_manager)
        sees = (Permission.VIEW_TRAINING,)
        navigation.register(navigation.Item("Practices", "practices:practices", any_of=sees, order=50))
        subjects.register("practices.practice", "practices:practice_of_key", needs=Permission.VIEW_PROGRAMMES)
        subjects.register("practices.signup", "practices:signed_up", needs=Permission.VIEW_PROGRAMMES)
        subjects.register("practices.registerload", "practices:register_load", needs=Permission.LOAD_PRACTICES)
