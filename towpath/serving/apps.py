"""The room that runs Towpath."""

from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "towpath.serving"

    def ready(self) -> None:
        from towpath.audit.checks import CHECKS
        from towpath.jobs.kinds import KINDS
        from towpath.serving.checks import DATABASE, MIGRATIONS
        from towpath.serving.daily import REGULAR

        CHECKS.add(DATABASE, MIGRATIONS)
        for kind in REGULAR:
            KINDS.add(kind)
