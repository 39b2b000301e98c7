"""Taking words that must not stand out of everything a partnership owns: records, histories, drafts, kept contents.

The places are found from the models: every model that leads to the partnership by its foreign keys, and every field of
it that holds words (records.words). Rooms register the owner, what is sealed, and what follows for papers. This module
asks no policy: the service that calls it does.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import models

from towpath.access.grants import people_of
from towpath.foundation.registry import Registry
from towpath.records.history import Difference, add_history
from towpath.records.kinds import KINDS
from towpath.records.models import Act, Change, TakenBack, TakenBackRow, UsedForm
from towpath.records.words import MARK, AnyField, fitting, in_field, matching, stands_in, without, word_fields

if TYPE_CHECKING:
    from towpath.accounts.models import User

FEWEST = 3  # letters: shorter words stand inside too many others
# What remembers a record names its partnership by key, and is its maker's where the record is nobody's, as a merger.
MADE_BY: dict[type[models.Model], tuple[str, str]] = {
    Change: ("partnership_key", "made_by"),
    TakenBack: ("partnership_key", "taken_back_by"),
    TakenBackRow: ("taken_back__partnership_key", "taken_back__taken_back_by"),
}
OF_A_PERSON: dict[type[models.Model], str] = {UsedForm: "person"}


class Sealed(Protocol):
    """Words that are not in a column as they are, such as drafts under a key."""

    label: str

    def count(self, people: Sequence[int], pattern: re.Pattern[str]) -> int:
        """How many hold the words."""

    def without(self, people: Sequence[int], pattern: re.Pattern[str]) -> Collection[str]:
        """Of files among them, as they stand sealed: those that were read and do not hold the words."""

    def remove(self, people: Sequence[int], pattern: re.Pattern[str], without: Collection[str]) -> int:
        """Take the words out of all of them, each locked and opened again first. Returns out of how many.

        No file is read meanwhile: one that is not among those `without` the words goes whole.
        """


@dataclass(frozen=True)
class Occurrence:
    """One field of one record in which the words stand."""

    record: models.Model
    field: AnyField

    @property
    def place(self) -> tuple[str, str]:
        """What kind of record and which field, in the words of pages."""
        noun = str(self.record._meta.verbose_name)
        return noun[:1].upper() + noun[1:], name_on_pages(self.field)


def name_on_pages(field: AnyField) -> str:
    """What pages call a field: `on_pages` of its model says so where they call it by another name than the code."""
    return str(getattr(field.model, "on_pages", {}).get(field.name, field.verbose_name))


OWNER: Registry[Hashable, type[models.Model]] = Registry("owner of records")  # the partnership
SEALED: Registry[str, Sealed] = Registry("kind of sealed words", key=lambda one: one.label)
# By the model, what follows where words are taken out of its rows, told who did it, which rows, and why.
FOLLOWS: Registry[type[models.Model], Callable[["User", Sequence[Any], str], None]] = Registry("model of papers")
# Work that reads before words are removed and writes after: of a partnership, by its key, it begins again.
UNDER_WAY: Registry[Hashable, Callable[[int], None]] = Registry("work under way")


def owned_models() -> dict[type[models.Model], tuple[str, ...]]:
    """Every model that holds words of a partnership, with the ways that lead there: one, or one of several per row."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("towpath.") and word_fields(model)]
    found = {model: _paths(model) for model in ours if model not in MADE_BY}
    return {model: paths for model, paths in found.items() if paths and getattr(model, "may_be_redacted", True)}


def _paths(model: type[models.Model]) -> tuple[str, ...]:
    """The way that every row has; else, for rows that name one thing or another, the ways from each of those."""
    if path := _path(model):
        return (path,)
    named = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey) and field.null]
    ways = [(field, _path(field.related_model)) for field in named if field.related_model is not OWNER.only]
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
            if field.related_model is OWNER.only:
                return step
            if field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, step))
    return ""


def _always_named(model: type[models.Model]) -> "list[models.ForeignKey[Any, Any]]":
    """The foreign keys that every row of a model has."""
    named = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey) and not field.null]
    return [field for field in named if field.related_model._meta.label != settings.AUTH_USER_MODEL]


def are_of_the_mark(words: str) -> bool:
    """Whether the mark holds these words, or they hold it, so that they would never be gone."""
    return MARK in words.casefold() or matching(words).search(MARK) is not None


def standings(partnership: int, pattern: re.Pattern[str]) -> list[Occurrence]:
    """Every field of every record of a partnership in which these words stand."""
    return [
        Occurrence(record, field)
        for rows in _rows_of(partnership)
        for record in rows.order_by("pk").distinct().iterator(500)
        for field in word_fields(rows.model)
        if stands_in(pattern, record, field)
    ]


def _rows_of(partnership: int) -> Iterator[models.QuerySet[models.Model]]:
    """The rows of each model that a partnership owns, what is remembered of them, and what its people were answered."""
    for model, paths in owned_models().items():
        owned = models.Q()
        for path in paths:
            owned |= models.Q(**{path: partnership})
        yield model._base_manager.filter(owned)
    people = _people(partnership)
    for model, (key, maker) in MADE_BY.items():
        of_nobody = models.Q(**{key: None, f"{maker}__in": people})
        yield model._base_manager.filter(models.Q(**{key: partnership}) | of_nobody)
    for model, person in OF_A_PERSON.items():
        yield model._base_manager.filter(**{f"{person}__in": people})


def places(partnership: int, words: str) -> list[tuple[str, str, int]]:
    """Where the words stand, as kind of record, field and how often; never the words around them."""
    pattern, people = matching(words), _people(partnership)
    counts = Counter(one.place for one in standings(partnership, pattern))
    sealed = [(one.label, "what was typed", number) for one in SEALED if (number := one.count(people, pattern))]
    return [(kind, field, number) for (kind, field), number in sorted(counts.items())] + sealed


def sealed_without(partnership: int, words: str) -> frozenset[str]:
    """The sealed files that do not hold the words. Read before the transaction that removes words begins."""
    pattern, people = matching(words), _people(partnership)
    return frozenset(file for one in SEALED for file in one.without(people, pattern))


@dataclass(frozen=True)
class Removal:
    """In how many fields words stood, and the records that held them."""

    places: int
    records: list[models.Model]


def remove(*, actor: "User", partnership: int, words: str, reason: str, without_them: Collection[str] = ()) -> Removal:
    """Put the mark where the words stand, everywhere at once.

    `without_them` are the sealed files that `sealed_without` found not to hold them; others go whole. The words are
    looked for again until they are found nowhere, as somebody may have saved a record that held them.
    """
    pattern = matching(words)
    why = without(pattern, reason.strip())
    for begin_again in UNDER_WAY:
        begin_again(partnership)
    places, people = 0, _people(partnership)
    redacted: dict[tuple[type[models.Model], Any], models.Model] = {}
    while found := standings(partnership, pattern):
        for record in _each_once(found):
            if fields := _redact(record, pattern):
                places += len(fields)
                redacted[type(record), record.pk] = record
                _note(actor, record, fields, why)
    places += sum(sealed.remove(people, pattern, without_them) for sealed in SEALED)
    for model, follow in FOLLOWS.items():
        if rows := [record for record in redacted.values() if isinstance(record, model)]:
            follow(actor, rows, why)
    return Removal(places, list(redacted.values()))


def _each_once(found: Sequence[Occurrence]) -> Iterator[models.Model]:
    yield from {id(one.record): one.record for one in found}.values()


def _redact(record: models.Model, pattern: re.Pattern[str]) -> list[AnyField]:
    """Take the words out of a row as it stands now, locked, and return out of which fields; out of none if it is gone.

    It is written past managers, as append-only tables let it through. A version is stepped, so that nobody who has the
    record open writes the words back.
    """
    rows = type(record)._base_manager.filter(pk=record.pk)
    held = rows.select_for_update().first()
    if held is None:
        return []
    fields = [field for field in word_fields(type(held)) if stands_in(pattern, held, field)]
    values: dict[str, Any] = {field.name: _without(pattern, held, field) for field in fields}
    for name, value in values.items():
        setattr(record, name, value)
    if fields and not isinstance(held, Change) and any(one.name == "version" for one in held._meta.concrete_fields):
        values["version"] = models.F("version") + 1
    if values:
        rows.update(**values)
    return fields


def _without(pattern: re.Pattern[str], record: models.Model, field: AnyField) -> Any:
    """The value without the words. A name that only one may have stays apart from others redacted: [removed] 12."""
    value = in_field(field, field.value_from_object(record), lambda text: pattern.sub(MARK, text))
    if not _is_of_one_alone(field):
        return value
    number = str(record.pk) if pattern.search(str(record.pk)) is None else f"{record.pk}a"
    longest = field.max_length and field.max_length - len(number) - 1
    return f"{fitting(value, longest)} {number}"


def _is_of_one_alone(field: AnyField) -> bool:
    named = {name for one in field.model._meta.constraints if isinstance(one, models.UniqueConstraint)
             for name in one.fields}  # fmt: skip
    return bool(field.unique or field.name in named)


def _note(actor: "User", record: models.Model, fields: Sequence[AnyField], reason: str) -> None:
    """That words were removed stands in the record's history, without them."""
    if KINDS.get(record._meta.label_lower) is not None:
        changed = [Difference(field.name, str(field.verbose_name).capitalize(), "", MARK) for field in fields]
        add_history(record, actor=actor, act=Act.REDACTED, reason=reason, changed=changed)


def _people(partnership: int) -> list[int]:
    """The keys of everybody who holds or has held a post there, one taken back among them, or changed anything."""
    posted = {int(key) for (key,) in people_of({partnership}).values_list("person_key")}
    changed = Change.objects.filter(partnership_key=partnership).exclude(made_by=None).values_list("made_by", flat=True)
    return sorted(posted | set(changed) | set(_named_in_rows_taken_back(partnership)))


def _named_in_rows_taken_back(partnership: int) -> Iterator[int]:
    """The people whom rows taken back name, such as a post."""
    of_people = {
        model._meta.label_lower: [field.name for field in model._meta.concrete_fields if _names_a_person(field)]
        for model in apps.get_models()
    }
    taken = TakenBackRow.objects.filter(taken_back__partnership_key=partnership)
    for contents in taken.values_list("contents", flat=True).iterator():
        named = (contents["fields"].get(name) for name in of_people.get(contents["model"], ()))
        yield from (key for key in named if key is not None)


def _names_a_person(field: AnyField) -> bool:
    return isinstance(field, models.ForeignKey) and field.related_model._meta.label == settings.AUTH_USER_MODEL
