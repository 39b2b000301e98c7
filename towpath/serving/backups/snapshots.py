"""The database as it is at one moment, while others go on writing to it.

SQLite's online backup copies it in one step, for which nobody waits in WAL mode; `pg_dump` reads a snapshot that a
transaction of ours holds. Sessions stay out: whoever gets hold of a backup can take none over.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction

from towpath.audit.models import Entry, Head
from towpath.foundation.disk import see_on_disk
from towpath.serving.backups import programs
from towpath.serving.backups.files import make_empty

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
SESSIONS = (Session._meta.db_table, "usersessions_usersession")
FORGET = [f"DELETE FROM {table}" for table in SESSIONS]  # noqa: S608 -- names of tables


@dataclass(frozen=True)
class Snapshot:
    """What the database says of itself at that moment."""

    entries: int
    head: str
    record_keys: tuple[str, ...]
    migrations: tuple[str, ...]
    named_files: frozenset[str]


def take_snapshot(folder: Path) -> Snapshot:
    """Write the database into the folder. Raises CommandError, OSError or a database's error."""
    path = folder / FILES[connection.vendor]
    os.close(make_empty(path))  # its mode is ours, whoever writes it
    snapshot = (_of_sqlite if connection.vendor == "sqlite" else _of_postgresql)(path)
    see_on_disk(path)
    return snapshot


def _of_sqlite(path: Path) -> Snapshot:
    connection.ensure_connection()
    with connection.wrap_database_errors, closing(sqlite3.connect(path)) as copied:
        connection.connection.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")  # one file
        copied.execute("PRAGMA secure_delete = ON")
        for statement in FORGET:
            copied.execute(statement)
        copied.commit()
        return _described_by(copied.cursor())


def _of_postgresql(path: Path) -> Snapshot:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it waits for pg_dump
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        snapshot = _described_by(cursor)
        without = [f"--exclude-table-data={table}" for table in SESSIONS]
        programs.run("pg_dump", "--format=custom", f"--snapshot={name}", *without, f"--file={path}")
    return snapshot


def _described_by(cursor: Any) -> Snapshot:
    """By its own words, as its tables may be those of an earlier version."""

    def rows(query: str) -> list[tuple[Any, ...]]:
        cursor.execute(query)
        return list(cursor.fetchall())

    heads = rows(f"SELECT count, hash FROM {Head._meta.db_table} WHERE id = 1")  # noqa: S608
    keys = rows(f"SELECT DISTINCT key_name FROM {Entry._meta.db_table}")  # noqa: S608
    entries, head = heads[0] if heads else (0, "")
    migrations = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    named = {name for query in _queries_for_files() for (name,) in rows(query)}
    return Snapshot(
        entries, head, tuple(sorted(key for (key,) in keys)), tuple(f"{app}.{name}" for app, name in migrations),
        frozenset(named),
    )  # fmt: skip


def _queries_for_files() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield f'SELECT "{field.column}" FROM {model._meta.db_table} WHERE "{field.column}" <> \'\''  # noqa: S608
