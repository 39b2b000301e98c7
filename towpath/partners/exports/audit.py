"""The record as CSV, a row at a time, safe to open in a spreadsheet, and saying itself how many rows it holds."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from towpath.audit.models import Entry
from towpath.documents.writers.guard import guarded
from towpath.partners.presenters.audit import EntryLine

HEADINGS = ("Number", "When", "Who", "What", "Kind of record", "Record", "Details", "Hash")
BYTE_ORDER_MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


def as_csv(entries: Iterable[tuple[Entry, EntryLine]], *, count: int) -> Iterator[str]:
    """The file in pieces: headings, one row for each entry, and last the number of rows it should hold."""
    yield BYTE_ORDER_MARK + _row(HEADINGS)
    for entry, line in entries:
        yield _row(
            (
                entry.number,
                entry.at.isoformat(),
                line.who,
                line.what,
                line.noun,
                line.about,
                line.details,
                entry.hash,
            )
        )
    yield _row(("Rows", count))


def _row(cells: Iterable[Any]) -> str:
    written = StringIO()
    csv.writer(written).writerow([cell if isinstance(cell, int) else guarded(str(cell)) for cell in cells])
    return written.getvalue()
