"""The room that runs Towpath."""

from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "towpath.serving"

    def ready(self) -> None:
        from towpath.jobs.kinds import KINDS
        from towpath.serving.daily import REGULAR

        for kind in REGULAR:
            KINDS.add(kind)
