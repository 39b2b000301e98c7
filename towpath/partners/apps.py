"""The room of partnerships, agencies and posts."""

from django.apps import AppConfig

from towpath.access.roles import Permission
from towpath.audit import subjects
from towpath.ui import navigation


class PartnersConfig(AppConfig):
    """Offers the people's page to those who look after people."""

    name = "towpath.partners"

    def ready(self) -> None:
        subjects.register("accounts.user", "person", needs=Permission.MANAGE_PEOPLE)
        subjects.register("partners.partnership", "agencies", needs=Permission.MANAGE_PEOPLE)
        navigation.register(navigation.Item("People", "people", any_of=(Permission.MANAGE_PEOPLE,), order=80))
