"""The room of documents as they arrive."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "towpath.sources"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.ui.navigation import Item, register

        register(Item("Read a plan in", "sources:sources", any_of=(Permission.EDIT_PLANS,), order=30))
