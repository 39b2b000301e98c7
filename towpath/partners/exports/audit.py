"""The record as rows of a file."""

from collections.abc import Iterable

from towpath.audit.models import Entry
from towpath.documents.writers.sheet import Column, Sheet
from towpath.partners.presenters.audit import EntryLine

COLUMNS = (
    Column("Number", 10), Column("When", 34), Column("Who"), Column("What", 30), Column("Kind of record"),
    Column("Record", 40), Column("Details", 40), Column("Hash", 66),
)  # fmt: skip


def audit_sheet(entries: Iterable[tuple[Entry, EntryLine]], count: int) -> Sheet:
    """A row for each entry, with the hash by which the chain of entries is checked."""
    rows = (
        (entry.number, entry.at.isoformat(), line.who, line.what, line.noun, line.about, line.details, entry.hash)
        for entry, line in entries
    )
    return Sheet("Audit record", COLUMNS, rows, count)
