"""The room of what becomes of records."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    """Keeps the triggers of append-only tables in place, whatever a migration does to their tables.

    Keeps files from being read where a transaction is open, or before they were looked through for viruses.
    """

    name = "towpath.records"

    def ready(self) -> None:
        from towpath.documents.readers.apart import CHECKS
        from towpath.records.files_read import refuse_in_transaction
        from towpath.records.scanning import scan

        CHECKS.add(refuse_in_transaction, scan)
        pre_migrate.connect(_lift, sender=self)
        post_migrate.connect(_put, sender=self)


def _lift(using: str, **signal: Any) -> None:
    """SQLite refuses to make a table again while a trigger of another names it; PostgreSQL alters tables in place."""
    from towpath.records.triggers import lift_triggers

    if connections[using].vendor == "sqlite" and signal.get("plan"):
        lift_triggers(using)


def _put(using: str, **signal: Any) -> None:
    """After every `migrate`; a database of tests that is only emptied keeps the triggers it has."""
    from towpath.records.triggers import put_triggers

    if "plan" in signal:
        put_triggers(using)
