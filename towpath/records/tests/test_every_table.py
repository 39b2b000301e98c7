"""Every append-only table is asked by SQL to change, to lose and to empty itself: now, and after later migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations import AddField, Migration
from django.db.migrations.loader import MigrationLoader

from towpath.foundation.clock import now
from towpath.records.triggers import lift_triggers, put_triggers, tables

OURS = tables()
LABELS = sorted({model._meta.app_label for model in OURS})
LATER = "9999_a_column_more"
VALUES: dict[type[models.Field], Any] = {
    models.DateTimeField: now(),
    models.DateField: date(2026, 11, 29),
    models.JSONField: {},
    models.BinaryField: b"x",
    models.BooleanField: False,
    models.IntegerField: 1,
    models.ForeignKey: 1,  # of no row
}


def row_of(model: type[models.Model]) -> None:
    """A row in which every field holds something, but for what may be left out; what it leads to is not there.

    SQLite looks for that at the end of the transaction. PostgreSQL does too, and until then empties no such table.
    """
    if connection.vendor == "postgresql":
        drop_foreign_keys(model._meta.db_table)
    row = model(**{field.attname: value_for(field) for field in model._meta.concrete_fields if is_filled(field)})
    row.save_base(raw=True, force_insert=True)


def drop_foreign_keys(table: str) -> None:
    """Until the transaction is undone."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
        for name in [name for name, about in constraints.items() if about["foreign_key"]]:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def is_filled(field: models.Field) -> bool:
    """Evidence shows an update or a step, and not both."""
    return not isinstance(field, models.AutoField) and (not field.null or field.name == "update")


def value_for(field: models.Field) -> Any:
    if field.choices:
        return field.choices[0][0]
    return next((value for kind, value in VALUES.items() if isinstance(field, kind)), "x")


def statements(model: type[models.Model]) -> list[str]:
    """Each takes something away: a column set to itself is a change too."""
    table, column = model._meta.db_table, model._meta.pk.column
    found = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    return [*found, f"TRUNCATE {table} CASCADE"] if connection.vendor == "postgresql" else found


def ask(model: type[models.Model], statement: str) -> str:
    """What the database answers to the statement about a table with a row in it; nothing where it did it."""
    with transaction.atomic():
        row_of(model)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            return ""
        except DatabaseError as refused:
            return str(refused).splitlines()[0]
        finally:
            transaction.set_rollback(True)


def assert_all_refuse() -> None:
    answers = {statement: (ask(model, statement), model) for model in OURS for statement in statements(model)}
    wrong = {
        statement: answer for statement, (answer, model) in answers.items() if not answer.endswith("is append-only")
    }
    assert not wrong


@pytest.mark.django_db
def test_after_migrate_every_one_refuses() -> None:
    assert_all_refuse()


@pytest.mark.django_db
def test_without_its_triggers_every_one_would_do_it() -> None:
    """The planted breach: each statement reaches a row, and nothing else keeps it from it."""
    lift_triggers()
    try:
        assert {ask(model, statement) for model in OURS for statement in statements(model)} == {""}
    finally:
        put_triggers()


@contextmanager
def later_migrations(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """One for each room, that adds a column with a default to its append-only tables: SQLite makes them again."""
    load = MigrationLoader.load_disk

    def with_later(loader: MigrationLoader) -> None:
        load(loader)
        for label in LABELS:
            newest = max(name for room, name in loader.disk_migrations if room == label)
            migration = Migration(LATER, label)
            migration.dependencies = [(label, newest)]
            migration.operations = [
                AddField(model._meta.model_name, "added_later", models.IntegerField(default=7, null=True))
                for model in OURS
                if model._meta.app_label == label
            ]
            loader.disk_migrations[label, LATER] = migration

    newest = {room: name for room, name in sorted(MigrationLoader(None).disk_migrations) if room in LABELS}
    with patch.context() as patched:
        patched.setattr(MigrationLoader, "load_disk", with_later)
        yield
        for label in LABELS:
            call_command("migrate", label, newest[label], verbosity=0)


def columns_of(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}


@pytest.mark.django_db(transaction=True)
def test_after_a_later_migration_and_after_it_is_undone_every_one_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with later_migrations(monkeypatch):
        call_command("migrate", verbosity=0)
        assert all("added_later" in columns_of(model) for model in OURS)
        assert_all_refuse()
    assert not any("added_later" in columns_of(model) for model in OURS)
    assert_all_refuse()
