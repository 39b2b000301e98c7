"""Rows that leave their tables with their whole contents kept, and come back as they were.

A record taken back is in no table that figures, lists, pages, rules and files read, so none of them can count it by
oversight, whatever it joins; and the same may be recorded anew. This module asks no policy: records.services does.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.options import Options
from django.utils.text import get_text_list

from towpath.records.models import TakenBack, TakenBackRow
from towpath.records.refusing import Refused
from towpath.ui.words import count_of

FORMAT = 1  # how the contents of rows are written; a later format keeps a reader for each earlier one
GONE = "What it belonged to is no longer there, so it cannot be put back."


def goes_with(record: models.Model, takes: Sequence[str]) -> list[models.Model]:
    """The record and every row that hangs on it, to any depth. Raises Refused where a row must stay."""
    found: dict[tuple[type[models.Model], Any], models.Model] = {}
    waiting = [record]
    while waiting:
        row = waiting.pop()
        if (type(row), row.pk) not in found:
            found[type(row), row.pk] = row
            waiting += _hanging_on(row, takes)
    if in_the_way := [row for row in _protected(list(found.values()), takes) if (type(row), row.pk) not in found]:
        raise Refused(_why_not(in_the_way))
    return list(found.values())


def relations_of(model: type[models.Model]) -> Iterator[Any]:
    """Every foreign key that names this model, but those of its own lists of others (session.practices)."""
    own = {field.remote_field.through for field in model._meta.many_to_many}
    for relation in model._meta.get_fields(include_hidden=True):
        names_us = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if names_us and relation.related_model not in own:
            yield relation


def goes_along(relation: ForeignObjectRel, takes: Sequence[str]) -> bool:
    """Whether rows of this relation go with what they name: those that would be deleted, and those asked for."""
    is_listed_elsewhere = relation.related_model._meta.auto_created
    return relation.get_accessor_name() in takes or (relation.on_delete is models.CASCADE and not is_listed_elsewhere)


def _rows_of(relation: ForeignObjectRel, row: models.Model) -> models.QuerySet[models.Model]:
    return relation.related_model._base_manager.filter(**{relation.field.name: row.pk})


def _hanging_on(row: models.Model, takes: Sequence[str]) -> list[models.Model]:
    return [
        one for relation in relations_of(type(row)) if goes_along(relation, takes) for one in _rows_of(relation, row)
    ]


def _protected(rows: Sequence[models.Model], takes: Sequence[str]) -> Iterator[models.Model]:
    """Rows that name one of these and stay."""
    for row in rows:
        for relation in relations_of(type(row)):
            if not goes_along(relation, takes):
                yield from _rows_of(relation, row)


def _why_not(rows: Sequence[models.Model]) -> str:
    """2 training sessions and 1 support to a practice name it: take those back first."""
    counts: dict[Options[models.Model], int] = {}
    for row in rows:
        kind = row._meta
        counts[kind] = counts.get(kind, 0) + 1
    named = [count_of(number, *_nouns(kind)) for kind, number in counts.items()]
    verb = "depends" if len(rows) == 1 else "depend"
    said = get_text_list(named, "and")
    return f"{said} {verb} on it: take back or change {'that' if len(rows) == 1 else 'those'} first."


def _nouns(kind: Any) -> tuple[str, str]:
    """What such rows are called; rows that only list one record on another by the two they join."""
    if kind.auto_created:
        owner = kind.auto_created._meta
        return str(owner.verbose_name), str(owner.verbose_name_plural)
    return str(kind.verbose_name), str(kind.verbose_name_plural)


def take_out(taken: TakenBack, rows: Sequence[models.Model]) -> None:
    """Keep the whole contents of these rows, then take them out of their tables."""
    kept = [_to_the_microsecond(contents) for contents in serializers.serialize("python", rows)]
    TakenBackRow.objects.bulk_create(
        TakenBackRow(taken_back=taken, table_name=row._meta.db_table, row_key=row.pk, contents=contents)
        for row, contents in zip(rows, kept, strict=True)
    )
    for row in rows:
        for field in row._meta.many_to_many:
            through: Any = field.remote_field.through
            through._base_manager.filter(**{field.m2m_field_name(): row.pk})._raw_delete("default")
    for model in {type(row) for row in rows}:
        keys = [row.pk for row in rows if type(row) is model]
        model._base_manager.filter(pk__in=keys)._raw_delete("default")


def _to_the_microsecond(contents: dict[str, Any]) -> dict[str, Any]:
    """Moments as they are: JSON as Django writes it would round them."""
    fields = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in contents["fields"].items()
    }
    return contents | {"fields": fields}


def bring_back(taken: TakenBack, returns_as: Sequence[type[models.Model]] = ()) -> list[models.Model]:
    """Put the rows back as they were, and return them, the record first. Raises Refused where it cannot be."""
    rows = _as_made_anew(read_rows(taken), returns_as)
    returning = {(type(row.object), row.object.pk) for row in rows}
    for row in rows:
        _refuse_orphan(row.object, returning)
        _refuse_double(row.object)
    for row in rows:
        row.save(force_insert=True)
    return [row.object for row in rows]


def is_out(missing: Exception, keys: Collection[int]) -> bool:
    """Whether a `DoesNotExist` is about a row that was taken back together with one of these keys, or is that one.

    Anything else that is not found is a fault of ours.
    """
    models_here: list[Any] = apps.get_models()
    model = next((one for one in models_here if type(missing) is one.DoesNotExist), None)
    here = TakenBackRow.objects.filter(row_key__in=keys, taken_back__put_back_at=None)
    beside = TakenBackRow.objects.filter(taken_back__in=here.values("taken_back"))
    return model is not None and beside.filter(table_name=model._meta.db_table).exists()


def read_rows(taken: TakenBack) -> list[DeserializedObject]:
    """The rows as Django reads them, the record itself first. Columns that no longer exist are left out."""
    contents = [row.contents for row in taken.rows.order_by("pk")]
    return list(serializers.deserialize("python", contents, ignorenonexistent=True))


def kept_out(model: type[models.Model], name: str, **on: Any) -> list[Any]:
    """What a field holds in rows of this model that were taken back and are not put back, of those that stand on this.

    A number or a place that only one may have is not given again while the row that had it may come back.
    """
    out = TakenBackRow.objects.filter(table_name=model._meta.db_table, taken_back__put_back_at=None)
    fields = [contents["fields"] for contents in out.values_list("contents", flat=True)]
    return [one[name] for one in fields if all(one.get(what) == key for what, key in on.items())]


def record_of(taken: TakenBack) -> models.Model:
    """The record as it stood when it was taken back; it is in no table."""
    return read_rows(taken)[0].object


def _as_made_anew(rows: list[DeserializedObject], returns_as: Sequence[type[models.Model]]) -> list[DeserializedObject]:
    """The rows without those of these models that were made anew; what named them names the new ones."""
    anew = {(type(row.object), row.object.pk): made for row in rows if (made := _made_anew(row.object, returns_as))}
    left = [row for row in rows if (type(row.object), row.object.pk) not in anew]
    for row in left:
        for field in row.object._meta.concrete_fields:
            key: Any = (field.related_model, field.value_from_object(row.object)) if field.is_relation else None
            if key in anew:
                setattr(row.object, field.name, anew[key])
    return left


def _made_anew(row: models.Model, returns_as: Sequence[type[models.Model]]) -> models.Model | None:
    """The row that now has what only one may have, such as the key of a person at a practice."""
    if type(row) not in returns_as:
        return None
    unique = next(one for one in row._meta.constraints if isinstance(one, models.UniqueConstraint))
    return type(row)._base_manager.filter(**{name: getattr(row, f"{name}_id", None) or getattr(row, name)
                                             for name in unique.fields}).first()  # fmt: skip


def _refuse_orphan(row: models.Model, returning: set[tuple[type[models.Model], Any]]) -> None:
    """What the row names is there, or comes back with it."""
    for field in row._meta.concrete_fields:
        key = field.value_from_object(row)
        if not field.is_relation or key is None or (field.related_model, key) in returning:
            continue
        related: Any = field.related_model
        if not related._base_manager.filter(pk=key).exists():
            out = TakenBack.objects.still_out().filter(kind=related._meta.label_lower, key=key).first()
            first = f"It belongs to “{out.title}”, which was taken back: put that back first." if out else GONE
            raise Refused(first)


def _refuse_double(row: models.Model) -> None:
    """Nothing was recorded meanwhile in its place."""
    if type(row)._base_manager.filter(pk=row.pk).exists():
        raise Refused("It is there already.")
    try:
        row.validate_constraints()
        row.validate_unique()
    except ValidationError as refused:
        raise Refused("The same was recorded anew since: take that back first.") from refused
