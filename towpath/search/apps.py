"""The room of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Keeps the index in step with every change that the audit record is told of."""

    name = "towpath.search"

    def ready(self) -> None:
        from towpath.audit import record
        from towpath.search.services import follow

        record.FOLLOWERS.add(follow)
