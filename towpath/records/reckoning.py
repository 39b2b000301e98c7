"""Working dates: what follows from the deadline of a promise and the days it counts from.

A recurring deadline's next date moves as days pass, so a regular job derives the dates of every promise anew.
"""

from collections.abc import Iterator
from datetime import date

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.deadlines import Bases, Deadline, working_dates
from towpath.records.fitting import fit
from towpath.records.promises import DERIVED, AnyPromise, Promise

LOCKED_AT_ONCE = 500


def set_deadline(promise: Promise, deadline: Deadline) -> None:
    """Give a promise another deadline, and the dates that follow; nothing is saved."""
    set_words(promise, deadline)
    reckon(promise)


def set_words(promise: Promise, deadline: Deadline) -> None:
    """Give a promise the words of another deadline and what they mean; its dates are still to be derived."""
    promise.deadline_words = fit(type(promise), "deadline_words", deadline.text)
    promise.deadline_kept = deadline.as_json()
    promise.__dict__.pop("deadline", None)


def reckon(promise: Promise) -> bool:
    """Set the dates of a promise as they are seen today; nothing is saved. True if they were others."""
    return reckon_from(promise, promise.bases(), today())


def reckon_from(promise: Promise, bases: Bases | date | None, day: date) -> bool:
    """Set the dates of a promise as they are seen on a day, counted from these days. True if they were others."""
    before = [getattr(promise, name) for name in DERIVED]
    worked = working_dates(promise.deadline, bases, day)
    promise.due_on, promise.overdue_after, promise.lacks_base = worked.due_on, worked.overdue_after, worked.lacks_base
    return before != [getattr(promise, name) for name in DERIVED]


def reckon_again(promises: QuerySet[AnyPromise]) -> int:
    """Derive the dates of these promises anew, after what they count from changed. Returns how many were others."""
    moved = [promise for promise in locked(promises) if reckon(promise)]
    promises.model._default_manager.bulk_update(moved, DERIVED, batch_size=LOCKED_AT_ONCE)
    return len(moved)


def reckon_all() -> int:
    """The regular job: derive the dates of every promise anew. Returns how many were not as they should be.

    All of them and not only those whose turn has passed: what was derived while the clock stood wrong is put right too.
    """
    return sum(_reckon_rows_of(model) for model in kinds_of_promises())


def kinds_of_promises() -> Iterator[type[Promise]]:
    return (model for model in apps.get_models() if issubclass(model, Promise))


def locked(promises: QuerySet[AnyPromise]) -> QuerySet[AnyPromise]:
    """These promises, locked first and read after, so that nothing that is derived for them overwrites a change."""
    rows = promises.model._default_manager
    keys = list(promises.order_by("pk").values_list("pk", flat=True).distinct())
    list(rows.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return rows.filter(pk__in=keys).select_related(*promises.model.bases_stand_in)


def _reckon_rows_of(model: type[Promise]) -> int:
    rows = model._default_manager
    found = rows.select_related(*model.bases_stand_in).order_by("pk").iterator(2000)
    wrong = [promise.pk for promise in found if reckon(promise)]
    moved = 0
    for start in range(0, len(wrong), LOCKED_AT_ONCE):
        with transaction.atomic():
            moved += reckon_again(rows.filter(pk__in=wrong[start : start + LOCKED_AT_ONCE]))
    return moved
