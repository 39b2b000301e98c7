"""Choosing the table of a document that is its plan; a plan printed as several tables is put together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from towpath.documents.plan.columns import Mapping, PlanColumn, shape_of
from towpath.documents.plan.guessing import guess_columns
from towpath.documents.table import Cell, Document, Row, Table, UnreadableFile

# How much each column speaks for a table being a plan.
TELLING = {
    PlanColumn.ACTION: 3.0,
    PlanColumn.RECOMMENDATION: 2.0,
    PlanColumn.LEAD: 1.0,
    PlanColumn.TIMELINE: 1.0,
    PlanColumn.RATING: 0.5,
    PlanColumn.PROGRESS: 0.5,
    PlanColumn.OUTCOME: 0.5,
}


def choose_table(document: Document, mapping: Mapping | None = None) -> Table:
    """The plan in a document: the table most like one, with all others of its shape put after it.

    With a mapping, the tables that have its headings. Refused where the document has no such table.
    """
    tables = [table for table in document.tables if table.rows]
    if not tables:
        raise UnreadableFile("No table was found: a plan is read from a table with a row for each action.")
    shape = mapping.shape if mapping else shape_of(max(tables, key=likeness).headings)
    same = [table for table in tables if shape_of(table.headings) == shape]
    if not same:
        raise UnreadableFile("The columns chosen belong to other headings: choose the columns again.")
    return _put_together(same)


def likeness(table: Table) -> float:
    """How much a table is like a plan; of two alike the one with more rows is ahead."""
    mapping = guess_columns(table)
    told = sum(TELLING.get(guess.column, 0.0) * guess.confidence for guess in mapping.guesses)
    return told + min(len(table.rows), 100) / 1000


def _put_together(tables: Sequence[Table]) -> Table:
    """One table of all rows. Titles that differ name the parts of the plan, so they become its themes."""
    first = tables[0]
    has_parts = len({table.title for table in tables}) > 1
    rows = (row for table in tables for row in (_under(table) if has_parts else table.rows))
    notes = tuple(dict.fromkeys(note for table in tables for note in table.notes))
    return replace(first, rows=tuple(rows), title="" if has_parts else first.title, notes=notes)


def _under(table: Table) -> Iterable[Row]:
    theme = Cell(text=table.title, items=(table.title,))
    return (row if not row.heading.is_blank else replace(row, heading=theme) for row in table.rows)
