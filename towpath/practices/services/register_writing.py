"""Fifteen thousand practices written at once. Through models that takes longer than a person waits."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from towpath.practices.models import Practice, PracticeChange
from towpath.practices.services.register_comparing import Entry

BATCH = 1_000  # rows; with fifteen columns well under what either database takes in one statement
CHANGES = ("practice", "kind", "happened_on", "before", "after", "load", "recorded_at")


def write_practices(entries: Iterable[Entry]) -> None:
    """Add these practices, or write them over what is kept under the same code."""
    kept = [name for name in Entry._fields if name != "code"]
    quoted = [f'"{_field(Practice, name).column}"' for name in kept]
    overwrite = ", ".join(f"{name} = excluded.{name}" for name in quoted)
    _insert(Practice, Entry._fields, entries, f"ON CONFLICT (code) DO UPDATE SET {overwrite}")


def write_changes(rows: Iterable[Sequence[Any]]) -> None:
    """Add these rows, in the order of `CHANGES`, to the history of practices."""
    _insert(PracticeChange, CHANGES, rows)


def _insert(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], ending: str = "") -> None:
    names = ", ".join(f'"{_field(model, name).column}"' for name in fields)
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            source, values = _source([_field(model, name) for name in fields], batch)
            sql = f'INSERT INTO "{model._meta.db_table}" ({names}) {source} {ending}'
            cursor.execute(sql, values)


def _source(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """The rows of one statement. PostgreSQL takes whole columns several times as fast as single values."""
    kept = [[_kept(value) for value in row] for row in rows]
    if connection.vendor == "postgresql":
        columns = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        source = f"SELECT * FROM UNNEST({columns})"  # noqa: S608 -- types of ours
        return source, [list(column) for column in zip(*kept, strict=True)]
    one = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([one] * len(kept))}", [value for row in kept for value in row]


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _kept(value: Any) -> Any:
    """A value as both databases take it."""
    if isinstance(value, list):
        return json.dumps(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value
