from django.apps import AppConfig


class StallsConfig(AppConfig):
    name = "tests.made_up_room.stalls"

    def ready(self) -> None:
        from tests.made_up_room.stalls.facts import STALLS, VISITORS, programmes_at
        from tests.made_up_room.stalls.models import Stall
        from tests.made_up_room.stalls.paper import STALL_REPORT
        from towpath.facts.kinds import FACTS
        from towpath.facts.places import PLACES
        from towpath.papers.kinds import KINDS
        from towpath.search.register import Searchable, register

        PLACES.put("programme", programmes_at)
        FACTS.add(STALLS, VISITORS)
        KINDS.add(STALL_REPORT)
        page = {"programme": "stalls:stalls"}
        register(Searchable(model=Stall, title="Stall at {place}", page=page, visible=Stall.objects.visible_to))
