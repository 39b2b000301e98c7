"""Deadlines read again: which promises are read otherwise than they are kept, and one of them held to be settled."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.deadlines import Reread, read_again
from towpath.records.holding import hold
from towpath.records.promises import AnyPromise


def read_otherwise(
    promises: Iterable[AnyPromise], is_typed: Callable[[AnyPromise], bool]
) -> Iterator[tuple[AnyPromise, Reread]]:
    """Every one of these promises whose deadline is read otherwise than it is kept. `is_typed`: a person typed it."""
    for promise in promises:
        if reread := read_again(promise.deadline, is_typed=is_typed(promise), day=today()):
            yield promise, reread


def hold_to_settle(promises: QuerySet[AnyPromise], key: int, reread: Reread) -> AnyPromise | None:
    """The promise, locked; None where it is settled already, or its deadline changed meanwhile."""
    held = hold(promises, key, version=None)
    is_settled = held.deadline in (reread.settled, reread.doubted)
    return None if is_settled or held.deadline.text != reread.before.text else held
