"""Which version of Towpath a database was made by, before anything touches it.

A migration that is recorded in the database and not known here was run by another version. Release 0.2 is the first
whose databases are carried forward; until then an older demonstration is set aside, and any other database refused.
The migrations that all begin with are called 0001_release for that: those before
them were called 0001_initial and 0001_tables.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from towpath.serving.backups.mark import refuse_half_restored
from towpath.ui.outside import OutsideFault, outside_fault


def refuse_of_another_version(using: str = "default") -> None:
    """Go on only if this Towpath knows every migration that the database has had, and it is not half restored.

    Raises CommandError.
    """
    refuse_half_restored()
    connection = connections[using]
    if not _is_of_another_version(connection):
        return
    way_out = "Give DATABASE_URL an empty database, or start the version of Towpath that made this one."
    if settings.DEMONSTRATION and file_of(connection):
        way_out = "`make demo` sets it aside and begins a new one."
    raise CommandError(f"Another version of Towpath made the database {_name_of(connection)}. {way_out}")


def refuse_unprepared() -> None:
    """Go on only with a database in which every migration was run; raise CommandError if not.

    One that does not answer is waited for by whoever serves.
    """
    try:
        executor = MigrationExecutor(connections["default"])
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        if outside_fault(error) is OutsideFault.AWAY:
            return
        raise
    if pending:
        raise CommandError(f"{OutsideFault.UNPREPARED.sentence} {OutsideFault.UNPREPARED.for_operators}")


def set_aside_of_another_version(day: date) -> str:
    """Rename a demonstration that another version made, and its files; say so in a sentence, or nothing if it is ours.

    Whatever is no file is refused, as nothing but its owner can take it away. Raises CommandError.
    """
    connection = connections["default"]
    if not _is_of_another_version(connection):
        return ""
    database = file_of(connection)
    if database is None:
        refuse_of_another_version()
        return ""
    connection.close()
    fold_into_one_file(database)
    evidence = Path(settings.MEDIA_ROOT)
    if evidence.parent != database.parent or not evidence.is_dir():
        return _say(database, _renamed([database], day))
    return _say(database, _renamed([database, evidence], day))


def _is_of_another_version(connection: BaseDatabaseWrapper) -> bool:
    """A database that does not answer is of none: whoever meets that next says so, or waits for it."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("towpath.")}
    try:
        had = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in ours}
    except OperationalError:
        return False
    return bool(had - set(known_migrations()))


def known_migrations() -> Iterator[tuple[str, str]]:
    """Those that are here, and those that one of them replaced."""
    for key, migration in MigrationLoader(None).disk_migrations.items():
        yield key
        yield from migration.replaces


def file_of(connection: BaseDatabaseWrapper) -> Path | None:
    """The file of an SQLite database; None for any other, and for one in memory."""
    name = Path(str(connection.settings_dict["NAME"]))
    return name if connection.vendor == "sqlite" and name.is_file() else None


def _name_of(connection: BaseDatabaseWrapper) -> str:
    file = file_of(connection)
    return file.name if file else str(connection.settings_dict["NAME"])


def fold_into_one_file(database: Path) -> None:
    """Write what stands in the files beside an SQLite database into it, which needs it to be nobody else's just now."""
    try:
        with closing(sqlite3.connect(database, timeout=1)) as opened:
            opened.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise CommandError(f"Towpath is still running on {database.name}: stop it first, then start anew.") from error


def _renamed(paths: list[Path], day: date) -> list[Path]:
    """Give these the day in their names, and a number where something of that day is there already."""
    for number in range(1, 1_000):
        ending = f"-before-{day.isoformat()}" + (f"-{number}" if number > 1 else "")
        aside = [path.with_name(f"{path.stem}{ending}{path.suffix}") for path in paths]
        if not any(path.exists() for path in aside):
            return [path.rename(new) for path, new in zip(paths, aside, strict=True)]
    raise CommandError(f"Too many databases are set aside in {paths[0].parent}: remove those you do not need.")


def _say(database: Path, aside: list[Path]) -> str:
    files = f", and its files are in {aside[1].name}" if aside[1:] else ""
    return f"Another version of Towpath made {database.name}: it is set aside as {aside[0].name}{files}."
