"""How the words of a deadline were moved, from the history of whatever has one: an action, a milestone."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Model

from towpath.foundation.clock import midnight
from towpath.records.models import Change, ChangeQuerySet


def moves_of(model: type[Model], keys: Iterable[int]) -> ChangeQuerySet:
    """Changes of the words of these records' deadlines; another reading of the same words is no move."""
    return Change.objects.filter(subject_kind=model._meta.label_lower, subject_key__in=keys, field="deadline_words")


def words_on(model: type[Model], keys: Iterable[int], day: date) -> dict[int, str]:
    """The words that held at the end of a day, by the keys of records that were given others since."""
    later = moves_of(model, keys).filter(made_at__gte=midnight(day + timedelta(days=1)))
    first: dict[int, str] = {}
    for change in later.order_by("pk"):
        first.setdefault(change.subject_key, change.before)
    return first
