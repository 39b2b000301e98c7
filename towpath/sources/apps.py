"""The room of documents as they arrive."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "towpath.sources"

    def ready(self) -> None:
        from towpath.ui.navigation import MENU, Item

        MENU.add(Item("Read a plan in", "sources:sources", order=30))
