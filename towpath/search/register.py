"""What can be found: rooms above declare theirs in a `search.py`, and this room imports none of them.

register(
    Searchable(
        model=Milestone, title="{name}", words=("deadline_words", "programme__name", "site__area"),
        page={"site": "programmes:site_record", "programme": "programmes:programme"},
        visible=Milestone.objects.visible_to,
    )
)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import Formatter
from typing import Any

from django.db.models import Model, QuerySet

from towpath.access.sensitivity import fields_along, what_is_not_plain
from towpath.foundation.registry import Registry
from towpath.ui.record_pages import PAGES

CONFIDENTIAL = frozenset({"referrals", "casework"})  # rooms that hold who is supported


class MayNotBeFoundError(Exception):
    """What was declared would let a search find people, or what is known of them."""


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """How records of one model are found.

    `title` names fields in braces, and `words` further fields, each by its lookup. What a field of another record
    brings (`site__area`) follows when that record changes. `part_of` names foreign keys to records under whose name
    changes of these rows are recorded, such as the plan that is read in. `page` gives the name of a page by the field
    its address takes, the first of them that has a value; where it is left out, records have their own page
    (`ui.record_pages`). `visible` gives the rows that a person may see.
    """

    model: type[Model]
    title: str
    words: tuple[str, ...] = ()
    page: Mapping[str, str] = field(default_factory=dict)
    visible: Callable[[Any], QuerySet[Any]]
    part_of: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @cached_property
    def pages(self) -> Mapping[str, str]:
        return self.page or {"pk": PAGES[self.label]}

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    @cached_property
    def in_title(self) -> tuple[str, ...]:
        return tuple(name for _, name, _, _ in Formatter().parse(self.title) if name)

    @cached_property
    def lookups(self) -> tuple[str, ...]:
        """Every field that is read, each once."""
        return tuple(dict.fromkeys([*self.in_title, *self.words, *self.pages]))

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The last field of each lookup, which says how its value is written."""
        return {lookup: list(fields_along(self.model, lookup))[-1] for lookup in self.lookups}

    @cached_property
    def leans_on(self) -> dict[str, type[Model]]:
        """The foreign keys, as lookups, to records whose words these ones bring, with their models."""
        found = {}
        for lookup in (*self.in_title, *self.words):
            names = lookup.split("__")
            for depth, one in enumerate(list(fields_along(self.model, lookup))[:-1], start=1):
                found["__".join(names[:depth])] = one.related_model
        return found

    @cached_property
    def stands_in(self) -> dict[str, type[Model]]:
        """The foreign keys of `part_of`, with their models."""
        return {name: list(fields_along(self.model, name))[-1].related_model for name in self.part_of}


SEARCHABLES: Registry[type[Model], Searchable] = Registry("searchable", key=lambda one: one.model)


def register(*declared: Searchable) -> None:
    """Let records be found; called once from the `AppConfig.ready` of their room.

    Raises MayNotBeFoundError for a room of the confidential zone, and for a field that is not classified as plain.
    """
    for one in declared:
        refuse_confidential(one)
        SEARCHABLES.add(one)


def refuse_confidential(one: Searchable) -> None:
    if one.model._meta.app_label in CONFIDENTIAL:
        raise MayNotBeFoundError(f"{one.label} is of the confidential zone.")
    for lookup in one.lookups:
        if found := what_is_not_plain(one.model, lookup):
            raise MayNotBeFoundError(f"{one.label}, {lookup}: {found}.")
        if any(field.model._meta.app_label in CONFIDENTIAL for field in fields_along(one.model, lookup)):
            raise MayNotBeFoundError(f"{one.label}, {lookup}: it is of the confidential zone.")
