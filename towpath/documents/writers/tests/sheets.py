"""A small sheet, for tests of the formats that write one."""

from collections.abc import Sequence
from datetime import date

from towpath.documents.writers.sheet import Column, Sheet, Value

ROWS: list[Sequence[Value]] = [
    ["Open a drop-in", date(2026, 6, 30), 3, None],
    ["=1+1", None, 0, "Two\nlines, and a comma"],
]


def sheet(rows: Sequence[Sequence[Value]] = ROWS, count: int | None = None, title: str = "Actions") -> Sheet:
    columns = (Column("Action", 40), Column("Due"), Column("People"), Column("Notes"))
    return Sheet(title, columns, iter(rows), len(rows) if count is None else count)
