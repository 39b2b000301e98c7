"""Entries of the index as they follow from the records."""

from collections.abc import Collection
from typing import Any

from towpath.records.history import value_in_words
from towpath.search.models import IndexEntry
from towpath.search.register import Searchable
from towpath.search.words import as_kept, folded

LONGEST_TITLE = 300


def entries_of(one: Searchable, keys: Collection[int]) -> dict[int, IndexEntry]:
    """What the index should hold of the records with these keys, asked at once; nothing of those that are gone."""
    rows = one.model._base_manager.filter(pk__in=keys).order_by().values_list("pk", *one.lookups)
    return {pk: _entry(one, pk, dict(zip(one.lookups, values, strict=True))) for pk, *values in rows}


def differing(entries: dict[int, IndexEntry], expected: dict[int, IndexEntry]) -> set[int]:
    """The keys of entries that are missing, out of date, or of records that are gone."""
    return {key for key in entries.keys() | expected.keys() if _contents(entries, key) != _contents(expected, key)}


def _contents(entries: dict[int, IndexEntry], key: int) -> tuple[str, ...] | None:
    entry = entries.get(key)
    return entry.contents if entry else None


def _entry(one: Searchable, key: int, values: dict[str, Any]) -> IndexEntry:
    said = {lookup: _in_words(one.fields[lookup], value) for lookup, value in values.items()}
    title = one.title.format_map(said)
    in_title = folded(title)
    others = [word for lookup in one.words for word in folded(said[lookup])]
    field, page = next((field, page) for field, page in one.pages.items() if values[field] is not None)
    return IndexEntry(
        kind=one.label, key=key, title=_fitting(title), page=page, page_key=str(values[field]),
        title_words=as_kept(in_title), words=as_kept(tuple(dict.fromkeys([*in_title, *others]))),
    )  # fmt: skip


def _in_words(field: Any, value: Any) -> str:
    """A value as pages say it; of a list each text."""
    if isinstance(value, list):
        return " ".join(text for text in value if isinstance(text, str))
    if field.choices:
        return str(dict(field.flatchoices).get(value, ""))
    return value_in_words(value)


def _fitting(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"
