"""`towpath migrate`: Django's own, on a database that this version of Towpath made or on an empty one."""

from typing import Any

from django.core.management.commands import migrate

from towpath.serving.databases import refuse_of_another_version


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_of_another_version(options["database"])
        super().handle(*args, **options)
