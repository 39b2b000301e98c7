"""Finding: every word must stand in what is found, and only what the person may see is."""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q
from django.urls import reverse

from towpath.accounts.models import User
from towpath.search.models import IndexEntry
from towpath.search.register import SEARCHABLES
from towpath.search.words import folded

LONGEST = 200  # characters somebody looks for
MOST = 20  # answers


@dataclass(frozen=True)
class Found:
    """One record that was looked for: what kind it is, its key, its title and its page."""

    kind: str
    noun: str
    key: int
    title: str
    address: str


def holding(model: type[Model], words: str, *, is_last: bool = False) -> Q:
    """The condition that each of the words, or a longer one, stands in a record of a model, whoever may see it.

    A list that is narrowed by words asks this, so that it finds what a search does. No words narrow nothing.
    Where it `is_last` of several conditions, the entry of each record that the others leave is asked for; otherwise all
    entries are looked through once, which takes half as long.
    """
    entries = IndexEntry.objects.filter(kind=model._meta.label_lower).holding(folded(words))
    return Q(Exists(entries.filter(key=OuterRef("pk")))) if is_last else Q(pk__in=entries.values("key"))


def find(user: User, words: str, limit: int = MOST) -> list[Found]:
    """Records that this person may see and in which each of the words, or a longer one, stands, the best first."""
    asked = folded(words[:LONGEST])
    if not asked:
        return []
    nouns = {one.label: one.noun for one in SEARCHABLES}
    entries = IndexEntry.objects.visible_to(user).holding(asked).best_first(asked)[:limit]
    return [
        Found(entry.kind, nouns[entry.kind], entry.key, entry.title, reverse(entry.page, args=[entry.page_key]))
        for entry in entries
    ]
