"""What says that a database is only half restored: a table, there from before its first row until all is in place."""

from contextlib import suppress

from django.core.management.base import CommandError
from django.db import OperationalError, connection

TABLE = "towpath_restoring"
CREATE = f"CREATE TABLE {TABLE} (backup varchar(64) NOT NULL)"
INSERT = f"INSERT INTO {TABLE} VALUES (%s)"  # noqa: S608 -- the name is ours
INSERT_IN_FILE = f"INSERT INTO {TABLE} VALUES (?)"  # noqa: S608 -- as SQLite itself marks a place
ASK = f"SELECT backup FROM {TABLE}"  # noqa: S608
DROP = f"DROP TABLE {TABLE}"


def half_restored_from() -> str:
    """The key of the backup that this database is being restored from; "" where it is not."""
    if TABLE not in connection.introspection.table_names():
        return ""
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        return str(cursor.fetchone()[0])


def put_mark(backup: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute(INSERT, [backup])


def remove_mark() -> None:
    with connection.cursor() as cursor:
        cursor.execute(DROP)


def refuse_half_restored() -> None:
    """Go on only with a database that is whole. Raises CommandError."""
    with suppress(OperationalError):  # whoever meets a database that is away says so, or waits for it
        if backup := half_restored_from():
            raise CommandError(
                f"The restore of backup {backup} into this database was stopped half-way: run `towpath restore` with "
                "that backup again, which goes on where it stopped."
            )
