"""What `towpath verify` proves of the database itself: its constraints, its rows, and that no migration is pending."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from towpath.audit.checks import Check, CheckResult

NOT_VALIDATED = """
SELECT conname, relname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE NOT convalidated AND pg_table_is_visible(conrelid)
"""


def _check_database() -> CheckResult:
    with connection.cursor() as cursor:
        by_vendor = _faults_on_sqlite if connection.vendor == "sqlite" else _faults_on_postgresql
        faults = [*_missing_constraints(cursor), *by_vendor(cursor)]
    return CheckResult("Every foreign key leads to a row, and every constraint is there and holds.", tuple(faults))


def _missing_constraints(cursor: Any) -> Iterator[str]:
    """Constraints that a model declares and the database no longer has."""
    existing = set(connection.introspection.table_names(cursor))
    for model in apps.get_models():
        table = model._meta.db_table
        if table in existing:
            there = connection.introspection.get_constraints(cursor, table)
            missing = sorted({one.name for one in model._meta.constraints} - there.keys())
            yield from (f"The constraint {name} of {table} is missing." for name in missing)


def _faults_on_sqlite(cursor: Any) -> Iterator[str]:
    """SQLite looks through the whole file: damaged pages, rows that no constraint lets in, keys that lead nowhere."""
    for table, row, named, _ in cursor.execute("PRAGMA foreign_key_check").fetchall():
        yield f"Row {row} of {table} names a row of {named} that is not there."
    found = [sentence for (sentence,) in cursor.execute("PRAGMA integrity_check").fetchall()]
    yield from (f"SQLite says: {sentence}." for sentence in found if sentence != "ok")


def _faults_on_postgresql(cursor: Any) -> Iterator[str]:
    """PostgreSQL keeps what it has validated; a constraint put back without looking at the rows says so."""
    cursor.execute(NOT_VALIDATED)
    for name, table in cursor.fetchall():
        yield f"The constraint {name} of {table} was never held against all its rows."


def _check_migrations() -> CheckResult:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    pending = tuple(f"{one.app_label} {one.name} is pending: run `towpath migrate`." for one, _ in plan)
    return CheckResult("None is pending.", pending)


DATABASE = Check("Database", _check_database)
MIGRATIONS = Check("Migrations", _check_migrations)
