"""`towpath grant-runtime USER`: let another database user serve, who cannot change tables or take triggers off."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from towpath.serving.runtime_user import RuntimeUserError, grant_runtime


class Command(BaseCommand):
    help = "Give a database user (PostgreSQL) what serving needs and no more. Run it as the owner of the tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name of the database user that will serve")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("An SQLite file belongs to whoever can write to it: this is for PostgreSQL.")
        try:
            grant_runtime(options["user"])
        except RuntimeUserError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{options['user']} may serve: name it in the DATABASE_URL of `serve` and `db_worker`.")
