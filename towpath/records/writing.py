"""Many rows written at once, past their models: through models that takes longer than a person waits."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

MOST_VALUES = 30_000  # in one statement, on either database


def insert(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], ending: str = "") -> None:
    """Add rows whose values are in the order of these fields, as many to a statement as it takes."""
    names = ", ".join(_column(model, name) for name in fields)
    with connection.cursor() as cursor:
        for batch in _batches(rows, MOST_VALUES // len(fields)):
            source, values = _source([model._meta.get_field(name) for name in fields], batch)
            cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) {source} {ending}', values)


def insert_or_overwrite(
    model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], *, known_by: Sequence[str]
) -> None:
    """Add rows, or write them over those that are known by the same values of these fields."""
    same = ", ".join(_column(model, name) for name in known_by)
    others = [_column(model, name) for name in fields if name not in known_by]
    overwrite = ", ".join(f"{name} = excluded.{name}" for name in others)
    insert(model, fields, rows, f"ON CONFLICT ({same}) DO UPDATE SET {overwrite}")


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return f'"{field.column}"'


def _source(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """The rows of one statement. PostgreSQL takes whole columns several times as fast as single values."""
    kept = [[_kept(value) for value in row] for row in rows]
    if connection.vendor == "postgresql":
        columns = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        source = f"SELECT * FROM UNNEST({columns})"  # noqa: S608 -- types of ours
        return source, [list(column) for column in zip(*kept, strict=True)]
    one = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([one] * len(kept))}", [value for row in kept for value in row]


def _batches(rows: Iterable[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def _kept(value: Any) -> Any:
    """A value as both databases take it."""
    if isinstance(value, list):
        return json.dumps(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value
