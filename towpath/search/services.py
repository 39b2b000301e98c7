"""Keeping the index: in the transaction of each change, compared with the records by a job, or made anew whole.

Every change of the index is made by whoever holds the head of the audit record, which each change takes last: two
changes at once wait for one another there, and the later reads what the earlier wrote.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Model

from towpath.audit.record import lock_record
from towpath.records.writing import insert_or_overwrite
from towpath.search.entries import differing, entries_of
from towpath.search.models import IndexEntry
from towpath.search.register import SEARCHABLES, Searchable

BATCH = 4_000
FIELDS = ("kind", "key", "title", "page", "page_key", "title_words", "words")


def follow(rows: Sequence[Model]) -> None:
    """Index anew what may be found of rows that were added, changed, taken out or brought back, and what leans on them.

    Called by the audit record, inside the change's transaction. What leans on a record that can be found itself is
    looked at only where that record's own entry changed: all that it lends stands in its own entry too.
    """
    changed = _keys_by_model(rows)
    lent = dict(changed)
    for one in SEARCHABLES:
        if keys := changed.get(one.model):
            lent[one.model] = _index(one, keys)
    for one in SEARCHABLES:
        keys = _keys_through(one, one.leans_on, lent) | _keys_through(one, one.stands_in, changed)
        _index(one, keys - changed.get(one.model, set()))


def index_rows(one: Searchable, keys: Iterable[int]) -> int:
    """Index these records, for a service that wrote them past their models. Returns how many entries changed."""
    lock_record()
    return len(_index(one, set(keys)))


@transaction.atomic
def make_index() -> int:
    """Make the whole index anew; changes wait meanwhile, and whoever searches finds what was there before."""
    lock_record()
    IndexEntry.objects.all().delete()
    for one in SEARCHABLES:
        for keys in _batches(one.model._base_manager.order_by("pk").values_list("pk", flat=True)):
            _write(one, entries_of(one, keys).values(), ())
    return IndexEntry.objects.count()


def mend_index() -> int:
    """Compare the index with the records and put right what differs. Returns how many entries were wrong.

    Nothing waits while it compares.
    """
    unknown = IndexEntry.objects.exclude(kind__in=[one.label for one in SEARCHABLES]).delete()[0]
    return unknown + sum(_mend(one) for one in SEARCHABLES)


def _mend(one: Searchable) -> int:
    mended, after, is_last = 0, -1, False
    while not is_last:
        keys = list(one.model._base_manager.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
        is_last = len(keys) < BATCH
        kept = IndexEntry.objects.filter(kind=one.label, key__gt=after)
        kept = kept if is_last else kept.filter(key__lte=keys[-1])
        if wrong := differing({entry.key: entry for entry in kept}, entries_of(one, keys)):
            with transaction.atomic():
                mended += index_rows(one, wrong)
        after = keys[-1] if keys else after
    return mended


def _index(one: Searchable, keys: Collection[int]) -> set[int]:
    """Bring the entries of these records up to date. Returns the keys of those that were not."""
    moved: set[int] = set()
    for batch in _batches(sorted(keys)):
        kept = {entry.key: entry for entry in IndexEntry.objects.filter(kind=one.label, key__in=batch)}
        wanted = entries_of(one, batch)
        wrong = differing(kept, wanted)
        _write(one, [wanted[key] for key in sorted(wrong) if key in wanted], wrong - wanted.keys())
        moved |= wrong
    return moved


def _write(one: Searchable, entries: Collection[IndexEntry], gone: Collection[int]) -> None:
    rows = ([getattr(entry, name) for name in FIELDS] for entry in entries)
    insert_or_overwrite(IndexEntry, FIELDS, rows, known_by=["kind", "key"])
    if gone:
        IndexEntry.objects.filter(kind=one.label, key__in=gone).delete()


def _keys_by_model(rows: Iterable[Model]) -> dict[type[Model], set[int]]:
    found: dict[type[Model], set[int]] = defaultdict(set)
    for row in rows:
        found[type(row)].add(row.pk)
    return found


def _keys_through(
    one: Searchable, ways: Mapping[str, type[Model]], changed: Mapping[type[Model], Collection[int]]
) -> set[int]:
    """The keys of records that name one of those changed by one of these foreign keys."""
    found: set[int] = set()
    for way, model in ways.items():
        for batch in _batches(changed.get(model, ())):
            found |= set(one.model._base_manager.filter(**{f"{way}__in": batch}).values_list("pk", flat=True))
    return found


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while batch := list(islice(left, BATCH)):
        yield batch
