"""How the words of a deadline were moved, from the history of whatever has one: an action, a milestone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from towpath.foundation.clock import midnight
from towpath.records.models import Change, ChangeQuerySet
from towpath.records.promises import Promise


@dataclass(frozen=True)
class Move:
    """A deadline that was replaced: its words, and who replaced it, when and why."""

    words: str
    moved_at: datetime
    moved_by: str
    reason: str


def changes_of(model: type[Promise], keys: Iterable[int]) -> ChangeQuerySet:
    """Changes of the words of these promises; another reading of the same words is no move."""
    return Change.objects.filter(subject_kind=model._meta.label_lower, subject_key__in=keys, field="deadline_words")


def moves_of(promise: Promise) -> tuple[Move, ...]:
    """Earlier deadlines of a promise, the newest first."""
    return moves_by_key(type(promise), [promise.pk]).get(promise.pk, ())


def moves_by_key(model: type[Promise], keys: Iterable[int]) -> dict[int, tuple[Move, ...]]:
    """Earlier deadlines of these promises, by their keys, the newest first."""
    found: dict[int, tuple[Move, ...]] = {}
    for one in changes_of(model, keys).exclude(before="").select_related("made_by").order_by("-pk"):
        move = Move(one.before, one.made_at, str(one.made_by) if one.made_by else "Towpath", one.reason)
        found[one.subject_key] = (*found.get(one.subject_key, ()), move)
    return found


def words_on(model: type[Promise], keys: Iterable[int], day: date) -> dict[int, str]:
    """The words that held at the end of a day, by the keys of promises that were given others since."""
    later = changes_of(model, keys).filter(made_at__gte=midnight(day + timedelta(days=1)))
    first: dict[int, str] = {}
    for change in later.order_by("pk"):
        first.setdefault(change.subject_key, change.before)
    return first
