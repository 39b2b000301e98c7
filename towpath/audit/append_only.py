"""Tables that only grow: refused in the ORM by a manager, and in both databases by a trigger."""

from typing import Any, NoReturn

from django.db import models
from django.db.migrations import RunPython


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a row that may only be added."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows can be added and read, nothing else."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.verbose_name} rows are never changed or deleted.")

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnlyModel(models.Model):
    """A model whose rows are history: saved once, never changed or deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.verbose_name} rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self._meta.verbose_name} rows are never deleted.")


SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION towpath_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION towpath_append_only()
"""


def append_only(*tables: str) -> RunPython:
    """A migration step that makes tables append-only by trigger, on SQLite and on PostgreSQL."""

    def add(apps: Any, schema_editor: Any) -> None:
        on_sqlite = schema_editor.connection.vendor == "sqlite"
        if not on_sqlite:
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # its % is SQL's, not a place for a value
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute((SQLITE if on_sqlite else POSTGRESQL).format(table=table, verb=verb))

    def remove(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")

    return RunPython(add, remove)
