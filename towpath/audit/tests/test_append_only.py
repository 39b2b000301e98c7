"""Entries are only ever added: not by the ORM, nor by SQL, is one changed or removed."""

import pytest
from django.db import DatabaseError, connection, transaction

from towpath.audit.models import Entry
from towpath.audit.tests.entries import TABLE, triggers_lifted, written
from towpath.records.append_only import AppendOnlyError

pytestmark = pytest.mark.django_db

BY_ORM = {
    "saving again": lambda entry: entry.save(),
    "deleting one": lambda entry: entry.delete(),
    "updating many": lambda entry: Entry.objects.update(actor_label="Somebody else"),
    "deleting many": lambda entry: Entry.objects.all().delete(),
    "updating in bulk": lambda entry: Entry.objects.bulk_update([entry], ["actor_label"]),
    "updating or creating": lambda entry: Entry.objects.update_or_create(number=1, defaults={"actor_label": "x"}),
    "deleting raw": lambda entry: Entry.objects.all()._raw_delete("default"),
}
BY_SQL = [
    f"UPDATE {TABLE} SET actor_label = 'Somebody else'",
    f"UPDATE {TABLE} SET actor_label = 'Somebody else' WHERE number = 1",
    f"DELETE FROM {TABLE}",
    f"DELETE FROM {TABLE} WHERE number = 1",
]


@pytest.mark.parametrize("attempt", BY_ORM.values(), ids=BY_ORM.keys())
def test_orm_changes_and_removes_nothing(attempt):
    (entry,) = written(1)
    with pytest.raises((AppendOnlyError, DatabaseError)), transaction.atomic():
        attempt(entry)
    assert Entry.objects.get().actor_label == ""


@pytest.mark.parametrize("statement", BY_SQL)
def test_sql_changes_and_removes_nothing(statement):
    written(2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.filter(actor_label="").count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite knows no TRUNCATE")
def test_table_with_entries_is_not_emptied_at_a_stroke():
    written(2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE}")
    assert Entry.objects.count() == 2


def test_without_the_triggers_the_same_sql_would_have_gone_through():
    """The planted breach: it is the triggers that refuse, and nothing else."""
    written(2)
    with triggers_lifted() as cursor:
        cursor.execute(BY_SQL[0])
    assert Entry.objects.filter(actor_label="Somebody else").count() == 2
