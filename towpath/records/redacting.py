"""Taking words that must not stand out of everything a partnership owns: records, histories, drafts, kept contents.

The places are found from the models: every model that leads to the partnership by its foreign keys, and every field of
it that holds words (records.words). Rooms register the owner, what is sealed, and what follows for papers. This module
asks no policy: the service that calls it does.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import models

from towpath.access.grants import people_of
from towpath.records.history import Difference, add_history
from towpath.records.kinds import kind_labelled
from towpath.records.models import Act, Change, TakenBack, TakenBackRow, UsedForm
from towpath.records.words import MARK, is_in, matching, without, word_fields

FEWEST = 3  # letters: shorter words stand inside too many others
BY_PARTNERSHIP: dict[type[models.Model], tuple[str, ...]] = {
    Change: ("partnership_key",),
    TakenBack: ("partnership_key",),
    TakenBackRow: ("taken_back__partnership_key",),
}


class Sealed(Protocol):
    """Words that are not in a column as they are, such as drafts under a key."""

    label: str

    def count(self, people: Sequence[int], pattern: re.Pattern[str]) -> int:
        """How many hold the words."""

    def remove(self, people: Sequence[int], pattern: re.Pattern[str]) -> None:
        """Take the words out of all of them."""


@dataclass(frozen=True)
class Standing:
    """One field of one record in which the words stand."""

    record: models.Model
    field: Any

    @property
    def place(self) -> tuple[str, str]:
        """What kind of record and which field, in words."""
        noun = str(self.record._meta.verbose_name)
        return noun[:1].upper() + noun[1:], str(self.field.verbose_name)


_owner: list[type[models.Model]] = []
_sealed: list[Sealed] = []
_papers: dict[type[models.Model], Callable[[Any, Sequence[Any], str], None]] = {}


def register_owner(model: type[models.Model]) -> None:
    """The model of what owns records: the partnership."""
    _owner[:] = [model]


def register_sealed(sealed: Sealed) -> None:
    """Something whose words a person typed and that is sealed."""
    if sealed not in _sealed:
        _sealed.append(sealed)


def register_paper(model: type[models.Model], follow: Callable[[Any, Sequence[Any], str], None]) -> None:
    """What follows where words are taken out of such rows, told who did it, which rows, and why."""
    _papers[model] = follow


def owned_models() -> dict[type[models.Model], tuple[str, ...]]:
    """Every model that holds words of a partnership, with the ways that lead there: one, or one of several per row."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("towpath.") and word_fields(model)]
    found = {model: BY_PARTNERSHIP.get(model) or _paths(model) for model in ours}
    return {model: paths for model, paths in found.items() if paths and getattr(model, "may_be_redacted", True)}


def _paths(model: type[models.Model]) -> tuple[str, ...]:
    """The way that every row has; else, for rows that name one thing or another, the ways from each of those."""
    if path := _path(model):
        return (path,)
    named: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation and field.null]
    ways = [(field, _path(field.related_model)) for field in named if field.related_model not in _owner]
    return tuple(f"{field.name}__{path}" for field, path in ways if path)


def _path(model: type[models.Model]) -> str:
    """The shortest way from a model to the partnership by foreign keys that every row has; "" where none leads.

    Never through a person, who may hold posts in several.
    """
    waiting: list[tuple[type[models.Model], str]] = [(model, "")]
    seen = {model}
    while waiting:
        here, path = waiting.pop(0)
        for field in _always_named(here):
            step = f"{path}__{field.name}".lstrip("_")
            if field.related_model in _owner:
                return step
            if field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, step))
    return ""


def _always_named(model: type[models.Model]) -> list[Any]:
    """The foreign keys that every row of a model has."""
    named: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation and not field.null]
    return [field for field in named if field.related_model._meta.label != settings.AUTH_USER_MODEL]


def standings(partnership: int, words: str) -> list[Standing]:
    """Every field of every record of a partnership in which these words stand."""
    pattern = matching(words)
    return [
        Standing(record, field)
        for rows in _rows_of(partnership)
        for record in rows.order_by("pk").distinct().iterator(500)
        for field in word_fields(rows.model)
        if is_in(pattern, field.value_from_object(record))
    ]


def _rows_of(partnership: int) -> Iterator[Any]:
    """The rows of each model that a partnership owns, and what its people were answered."""
    for model, paths in owned_models().items():
        owned = models.Q()
        for path in paths:
            owned |= models.Q(**{path: partnership})
        yield model._base_manager.filter(owned)
    yield UsedForm._base_manager.filter(person__in=_people(partnership))


def places(partnership: int, words: str) -> list[tuple[str, str, int]]:
    """Where the words stand, as kind of record, field and how often; never the words around them."""
    counts: dict[tuple[str, str], int] = {}
    for one in standings(partnership, words):
        counts[one.place] = counts.get(one.place, 0) + 1
    pattern, people = matching(words), _people(partnership)
    sealed = [(one.label, "what was typed", number) for one in _sealed if (number := one.count(people, pattern))]
    return [(kind, field, number) for (kind, field), number in sorted(counts.items())] + sealed


def remove(*, actor: Any, partnership: int, words: str, reason: str) -> int:
    """Put the mark where the words stand, everywhere at once. Returns in how many fields they stood."""
    pattern = matching(words)
    why = without(pattern, reason.strip())
    found = standings(partnership, words)
    for one in found:
        _redact(one, pattern)
    for record in _each_once(found):
        _note(actor, record, [one.field for one in found if one.record is record], why)
    people = _people(partnership)
    drafts = sum(sealed.count(people, pattern) for sealed in _sealed)
    for sealed in _sealed:
        sealed.remove(people, pattern)
    for model, follow in _papers.items():
        if rows := [record for record in _each_once(found) if isinstance(record, model)]:
            follow(actor, rows, why)
    return len(found) + drafts


def _each_once(found: Sequence[Standing]) -> Iterator[models.Model]:
    yield from {id(one.record): one.record for one in found}.values()


def _redact(one: Standing, pattern: re.Pattern[str]) -> None:
    """Write past managers, as append-only tables let it through.

    A version is stepped, so that nobody who has the record open writes the words back.
    """
    value = without(pattern, one.field.value_from_object(one.record))
    if isinstance(value, str) and one.field.max_length:
        value = _alone(one, value)[: one.field.max_length]
    values: dict[str, Any] = {one.field.name: value}
    if any(field.name == "version" for field in one.record._meta.concrete_fields) and not isinstance(
        one.record, Change
    ):
        values["version"] = models.F("version") + 1
    type(one.record)._base_manager.filter(pk=one.record.pk).update(**values)
    setattr(one.record, one.field.name, value)


def _alone(one: Standing, value: str) -> str:
    """A name that only one may have stays apart from others redacted: [removed] 12."""
    names = {name for unique in one.record._meta.constraints if isinstance(unique, models.UniqueConstraint)
             for name in unique.fields}  # fmt: skip
    return f"{value} {one.record.pk}" if one.field.unique or one.field.name in names else value


def _note(actor: Any, record: models.Model, fields: Sequence[Any], reason: str) -> None:
    """That words were removed stands in the record's history, without them."""
    if kind_labelled(record._meta.label_lower) is not None:
        changed = [Difference(field.name, str(field.verbose_name).capitalize(), "", MARK) for field in fields]
        add_history(record, actor=actor, act=Act.REDACTED, reason=reason, changed=changed)


def _people(partnership: int) -> list[int]:
    """The keys of everybody who holds or has held a post there: whose drafts may hold the words."""
    return [int(key) for (key,) in people_of({partnership}).values_list("person_key")]
