"""CSV as spreadsheets expect it: UTF-8 with a byte order mark, written as it is read from the database."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import StringIO

from towpath.documents.writers.guard import guarded
from towpath.documents.writers.sheet import Sheet, Value

BYTE_ORDER_MARK = "\ufeff"


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """The file, a line at a time: headings, rows, and last the row count, which a `CutShortError` file lacks."""
    yield BYTE_ORDER_MARK + _line(sheet.headings)
    for row in sheet.counted():
        yield _line(row)
    yield _line([sheet.closing])


def _line(row: Sequence[Value]) -> str:
    target = StringIO()
    csv.writer(target).writerow([_as_text(value) for value in row])
    return target.getvalue()


def _as_text(value: Value) -> str:
    """A blank for nothing, ISO 8601 for dates, and text under the formula guard."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else str(value)
