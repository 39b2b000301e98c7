"""Entries for the tests of the record, and ways to tamper with them that its triggers would refuse."""

from contextlib import contextmanager

from django.db import connection, transaction

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.audit.record import record

TABLE = Entry._meta.db_table


def written(number, **details):
    """That many entries, one after the other."""
    with transaction.atomic():
        return [record(actor=None, event=Event.AUDIT_SEEN, place=place, **details) for place in range(number)]


@contextmanager
def triggers_lifted():
    """As somebody with the keys of the database could, work on the table without its triggers."""
    dropped = _triggers()
    with connection.cursor() as cursor:
        for name, _ in dropped:
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {TABLE}"))
        yield cursor
        for _, made in dropped:
            cursor.execute(made)


def _triggers():
    """Each trigger of the table with the words that made it."""
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgrelid = %s::regclass",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [TABLE])
        return cursor.fetchall()
