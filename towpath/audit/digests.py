"""Digests of watched rows: what an entry says a row held when it was recorded, and what differs from that now.

Whoever changes a row past Towpath leaves no entry, so the last digest no longer fits. An entry names the fields that
its digests cover, so that a field added by a later version leaves those written before it as good as they were.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Model, QuerySet

from towpath.audit.keys import RecordKey, kept_keys, signing_key
from towpath.audit.models import Entry, Head
from towpath.audit.signing import canonical
from towpath.records.audited import watched_fields, watched_models

GONE = ""  # in place of the digest of a row that left its table
BATCH = 1_000
Values = dict[str, Any]  # of a row, by field


@dataclass(frozen=True)
class LastDigest:
    """What the last entry about a row says of it."""

    number: int
    key_name: str
    fields: tuple[str, ...]
    digest: str


def digests_of(rows: Iterable[Model]) -> dict[str, Any]:
    """By kind, the fields of watched rows and by key the digest of each as the database holds it; GONE for none."""
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for row in rows:
        model: type[Model] = row._meta.model  # the person of a request stands behind a class of another name
        if watched_fields(model):
            keys[model].add(row.pk)
    return {model._meta.label_lower: _digests(model, wanted) for model, wanted in keys.items()}


def _digests(model: type[Model], keys: Collection[Any]) -> dict[str, Any]:
    fields = [field.name for field in watched_fields(model)]
    kept = dict(_held(model._base_manager.filter(pk__in=keys)))
    names = {str(key): _name(model, key) for key in keys}
    signed = {
        key: _digest(name, kept[name], fields, signing_key()) if name in kept else GONE for key, name in names.items()
    }
    return {"fields": fields, "rows": signed}


def changed_behind() -> list[str]:
    """A sentence for each watched row that is not as its last entry left it.

    Nothing waits while all rows are compared; those that differ are compared again with the head locked, as somebody
    may have changed them, and recorded it, meanwhile.
    """
    newest = Entry.objects.aggregate(newest=Max("number"))["newest"] or 0
    last = _last_digests()
    if not (suspects := dict(_differing(last))):
        return []
    with transaction.atomic():
        Head.objects.select_for_update().filter(pk=1).first()
        return list(dict(_differing(last | _last_digests(newest), suspects)).values())


def _last_digests(after: int = 0) -> dict[str, LastDigest]:
    """By kind and key, what the last of the entries after this one says of each row."""
    entries = Entry.objects.filter(number__gt=after).exclude(digests={}).order_by("number")
    kinds = {model._meta.label_lower for model in watched_models()}
    last: dict[str, LastDigest] = {}
    for number, key_name, digests in entries.values_list("number", "key_name", "digests").iterator(BATCH):
        for kind, said in digests.items():
            last |= _as_last(kind, said, number, key_name) if kind in kinds else {}  # some are watched no more
    return last


def _as_last(kind: str, said: dict[str, Any], number: int, key_name: str) -> dict[str, LastDigest]:
    fields = tuple(said["fields"])
    return {f"{kind}:{key}": LastDigest(number, key_name, fields, one) for key, one in said["rows"].items()}


def _differing(last: dict[str, LastDigest], only: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """The name of each row that differs from its last entry, with the sentence that says how; of these rows alone."""
    seen: set[str] = set()
    keys = kept_keys()
    for name, values in _rows(only):
        seen.add(name)
        if fault := _fault(name, values, last.get(name), keys):
            yield name, fault
    for name in last if only is None else only:
        if name in last and name not in seen and last[name].digest != GONE:
            number = last[name].number
            yield name, f"{_in_words(name)} was removed without an entry: entry {number} is the last about it."


def _fault(name: str, values: Values, last: LastDigest | None, keys: dict[str, RecordKey]) -> str:
    if last is None or last.digest == GONE:
        return f"{_in_words(name)} was added without an entry."
    key = keys.get(last.key_name)
    if key is None:
        return f"{_in_words(name)} cannot be compared: the key of entry {last.number} is not kept here."
    if not set(last.fields) <= values.keys():
        return f"{_in_words(name)} cannot be compared: entry {last.number} covers fields that are there no more."
    if last.digest != _digest(name, values, last.fields, key):
        return f"{_in_words(name)} was changed without an entry: it is not as entry {last.number} left it."
    return ""


def _rows(only: Collection[str] | None) -> Iterator[tuple[str, Values]]:
    """Every watched row by its name with what it holds, or those of these names."""
    for model in watched_models():
        rows = model._base_manager.order_by("pk")
        if only is not None:
            of_kind = (name.partition(":") for name in only)
            rows = rows.filter(pk__in=[key for kind, _, key in of_kind if kind == model._meta.label_lower])
        yield from _held(rows)


def _held(rows: QuerySet[Model]) -> Iterator[tuple[str, Values]]:
    fields = watched_fields(rows.model)
    for key, *values in rows.values_list("pk", *(field.attname for field in fields)).iterator(BATCH):
        named = zip(fields, values, strict=True)
        yield _name(rows.model, key), {field.name: _plain(value) for field, value in named}


def _digest(name: str, values: Values, fields: Iterable[str], key: RecordKey) -> str:
    return key.sign("row", f"{name} {canonical({field: values[field] for field in fields})}")


def _name(model: type[Model], key: Any) -> str:
    return f"{model._meta.label_lower}:{key}"


def _in_words(name: str) -> str:
    """Post 3: what kind of record, and its key."""
    kind, _, key = name.partition(":")
    noun = str(apps.get_model(kind)._meta.verbose_name)
    return f"{noun[:1].upper()}{noun[1:]} {key}"


def _plain(value: Any) -> Any:
    """A value as JSON holds it, the same on either database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
