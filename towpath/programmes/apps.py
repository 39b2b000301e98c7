"""The room of programmes and sites."""

from django.apps import AppConfig

from towpath.access import reach
from towpath.access.roles import Permission, Reach
from towpath.ui import first_page, navigation

NOTHING_DUE = "No milestone is overdue or due in the next 30 days."


class ProgrammesConfig(AppConfig):
    """Offers programmes to those who may see one."""

    name = "towpath.programmes"

    def ready(self) -> None:
        from towpath.programmes import facts, history, search

        history.register()
        search.register()
        facts.register()
        from towpath.programmes.models.sites import sites_of
        from towpath.programmes.presenters.first_page import due_at_own_sites, due_in_programmes

        reach.WHERE.put(Reach.SITE, sites_of)
        navigation.MENU.add(navigation.Item("Programmes", "programmes:programmes", order=40))
        first_page.PARTS.add(
            first_page.FirstPagePart(
                "Milestones of your programmes", Permission.EDIT_PROGRAMMES, due_in_programmes, NOTHING_DUE,
                "See every programme", "programmes:programmes", order=12,
            ),
            first_page.FirstPagePart(
                "Due at your sites", Permission.VIEW_PROGRAMMES, due_at_own_sites, NOTHING_DUE,
                "See your sites", "programmes:my_sites", order=10, reach=Reach.SITE,
            ),
        )  # fmt: skip
