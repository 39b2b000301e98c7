"""The index as it is, and as it follows from the records."""

from django.db import transaction

from towpath.search.models import IndexEntry
from towpath.search.services import make_index


def index() -> dict[tuple[str, int], tuple[str, ...]]:
    return {(entry.kind, entry.key): entry.contents for entry in IndexEntry.objects.all()}


def from_nothing() -> dict[tuple[str, int], tuple[str, ...]]:
    """The same made anew; the database is left as it was."""
    with transaction.atomic():
        make_index()
        found = index()
        transaction.set_rollback(True)
    return found


def titles(found: list) -> list[str]:
    return [one.title for one in found]
