"""The room of documents as they arrive."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "towpath.sources"

    def ready(self) -> None:
        from towpath.audit.checks import CHECKS
        from towpath.sources.checks import DOCUMENTS
        from towpath.ui.navigation import MENU, Item

        CHECKS.add(DOCUMENTS)
        MENU.add(Item("Read a plan in", "sources:sources", order=30))
