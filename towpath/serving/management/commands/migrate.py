"""`towpath migrate`: Django's own, on a database that this version of Towpath made or on an empty one."""

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from towpath.serving.databases import refuse_of_another_version
from towpath.serving.runtime_user import grant_runtime, runtime_users


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_of_another_version(options["database"])
        super().handle(*args, **options)
        if options["database"] == DEFAULT_DB_ALIAS:
            for user in runtime_users():  # new tables are theirs to use as well
                grant_runtime(user)
