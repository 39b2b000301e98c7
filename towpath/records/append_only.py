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


# What a trigger refuses. SQLite knows no TRUNCATE; on PostgreSQL it goes past the triggers of DELETE.
VERBS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# Emptying an empty table takes nothing away, and is how a database of tests is cleared.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION towpath_append_only() RETURNS trigger AS $$
DECLARE holds_rows boolean := true;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO holds_rows;
  END IF;
  IF holds_rows THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF;
  RETURN NULL;
END $$ LANGUAGE plpgsql
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION towpath_append_only()
"""


def append_only(*tables: str) -> RunPython:
    """A migration step that makes tables append-only by trigger, on SQLite and on PostgreSQL.

    Also to be taken after a step that alters such a table: SQLite remakes it then, without its triggers.
    """

    def add(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # its % is SQL's, not a place for a value
        for table in tables:
            for verb in VERBS[vendor]:
                _drop(schema_editor, table, verb)
                schema_editor.execute((SQLITE if vendor == "sqlite" else POSTGRESQL).format(table=table, verb=verb))

    def remove(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            for verb in VERBS[schema_editor.connection.vendor]:
                _drop(schema_editor, table, verb)

    return RunPython(add, remove)


def _drop(schema_editor: Any, table: str, verb: str) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
