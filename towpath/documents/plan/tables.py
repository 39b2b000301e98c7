"""Choosing the tables of a document that are its plan, put together as one; what is left out is named."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from towpath.documents.plan.columns import Mapping, PlanColumn, shape_of
from towpath.documents.plan.draft import LeftOut
from towpath.documents.plan.guessing import guess_columns
from towpath.documents.plan.headings import plain_heading
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
UNKNOWN = frozenset({PlanColumn.EXTRA, PlanColumn.IGNORED})
LEAST_SURE = 0.5  # of what a column holds, for it to say that two tables are of one plan
LEAST_SHARED = 2  # columns
USUAL_SHEET = re.compile(r"(?:sheet|table|tab|tabelle|feuil)\s*\d*", re.IGNORECASE)  # names that nobody gave
NO_ACTIONS = "No column of actions was found in it."
OTHER_HEADINGS = "Its headings are not those of the plan."
NO_RECOMMENDATIONS = "It names no recommendations, as the plan does."


@dataclass(frozen=True)
class ChosenTable:
    """The plan as one table, how many rows the whole document has in its tables, and which of them are left out."""

    table: Table
    rows: int
    left_out: tuple[LeftOut, ...] = ()


def choose_table(document: Document, mapping: Mapping | None = None) -> Table:
    """The plan in a document: the table most like one, with all others of the same plan put to it.

    With a mapping, the tables that have its headings. Refused where the document has no such table.
    """
    return choose(document, mapping).table


def choose(document: Document, mapping: Mapping | None = None) -> ChosenTable:
    """The plan in a document, and what is left out of it. Refused as by `choose_table`."""
    tables = [table for table in document.tables if table.rows]
    if not tables:
        raise UnreadableFile("No table was found: a plan is read from a table with a row for each action.")
    guessed = [guess_columns(table) for table in tables]
    first = max(range(len(tables)), key=lambda at: likeness(tables[at], guessed[at]))
    reasons = [_why_apart(guessed[first], one) for one in guessed]
    chosen = _put_together(tables, guessed, first, reasons)
    if mapping and shape_of(chosen.headings) != mapping.shape:
        reasons = ["" if shape_of(table.headings) == mapping.shape else OTHER_HEADINGS for table in tables]
        if all(reasons):
            raise UnreadableFile("The columns chosen belong to other headings: choose the columns again.")
        chosen = _put_together(tables, guessed, reasons.index(""), reasons)
    left = tuple(
        LeftOut(_name(table, at), len(table.rows), why)
        for at, (table, why) in enumerate(zip(tables, reasons, strict=True), start=1)
        if why
    )
    return ChosenTable(chosen, sum(len(table.rows) for table in tables), left)


def likeness(table: Table, mapping: Mapping | None = None) -> float:
    """How much a table is like a plan; of two alike the one with more rows is ahead."""
    mapping = mapping or guess_columns(table)
    told = sum(TELLING.get(guess.column, 0.0) * guess.confidence for guess in mapping.guesses)
    return told + min(len(table.rows), 100) / 1000


def _why_apart(plan: Mapping, other: Mapping) -> str:
    """Why a table is no part of the plan: "" where they share their headings, or most of what their columns hold."""
    if plan.shape == other.shape:
        return ""
    ours, theirs = _kinds(plan), _kinds(other)
    if PlanColumn.ACTION in ours and PlanColumn.ACTION not in theirs:
        return NO_ACTIONS
    if PlanColumn.RECOMMENDATION in ours and PlanColumn.RECOMMENDATION not in theirs:
        return NO_RECOMMENDATIONS
    shared = ours & theirs
    is_like = len(shared) >= LEAST_SHARED and 2 * len(shared) > min(len(ours), len(theirs))
    return "" if is_like else OTHER_HEADINGS


def _kinds(mapping: Mapping) -> set[PlanColumn]:
    return {guess.column for guess in mapping.guesses if guess.confidence >= LEAST_SURE} - UNKNOWN


def _put_together(
    tables: Sequence[Table], guessed: Sequence[Mapping], first: int, reasons: Sequence[str]
) -> Table:  # fmt: skip
    """One table of all rows, under the headings of the first and those that only others have.

    Titles that differ name the parts of the plan, so they become its themes.
    """
    parts = [at for at, why in enumerate(reasons) if not why]
    header, columns = list(tables[first].header), list(guessed[first].columns)
    places = {}
    for at in (first, *(part for part in parts if part != first)):
        places[at] = _places(tables[at], guessed[at], header, columns)
    titles = {at: _title(tables[at], len(parts)) for at in parts}
    has_parts = len(set(titles.values())) > 1
    rows = (
        _under(_spread(row, places[at], len(header)), titles[at])
        if has_parts
        else _spread(row, places[at], len(header))
        for at in parts
        for row in tables[at].rows
    )
    notes = tuple(dict.fromkeys(note for at in parts for note in tables[at].notes))
    title = "" if has_parts else tables[first].title
    return replace(tables[first], header=tuple(header), rows=tuple(rows), title=title, notes=notes)


def _places(table: Table, guessed: Mapping, header: list[Cell], columns: list[PlanColumn]) -> list[int]:
    """Where each column of a table goes: under its own heading, else to what holds the same; new ones are added."""
    named, held = defaultdict(list), defaultdict(list)
    for at in reversed(range(len(header))):
        named[plain_heading(header[at].text)].append(at)
        held[columns[at]].append(at)
    places = {}
    for nth, heading in enumerate(table.headings):
        if same := named[plain_heading(heading)]:
            places[nth] = same.pop()
    taken = set(places.values())
    for nth, guess in enumerate(guessed.guesses):
        if nth not in places:
            alike = [] if guess.column in UNKNOWN else [at for at in held[guess.column] if at not in taken]
            if not alike:
                header.append(table.header[nth])
                columns.append(guess.column)
            places[nth] = alike[-1] if alike else len(header) - 1
            taken.add(places[nth])
    return [places[nth] for nth in range(len(places))]


def _spread(row: Row, places: Sequence[int], width: int) -> Row:
    """The row's cells under the headings of the whole plan."""
    if list(places) == list(range(width)):
        return row
    cells = dict(zip(places, row.cells, strict=True))
    return replace(row, cells=tuple(cells.get(at, Cell()) for at in range(width)))


def _under(row: Row, title: str) -> Row:
    return row if not row.heading.is_blank or not title else replace(row, heading=Cell(text=title, items=(title,)))


def _title(table: Table, parts: int) -> str:
    """The heading above a table; of several in a workbook, the name that somebody gave to its sheet."""
    sheet = next(_sheets(table), "").strip()
    is_named = parts > 1 and sheet and not USUAL_SHEET.fullmatch(sheet)
    return sheet if is_named else table.title


def _name(table: Table, number: int) -> str:
    """What a person calls the table: its sheet, its title and page, or its number."""
    sheet = next(_sheets(table), "")
    if sheet:
        return f"Sheet “{sheet}”"
    page = next((place.page for cell in table.header for place in cell.places if place.page), None)
    return f"Table {number}" + (f" on page {page}" if page else "") + (f": “{table.title}”" if table.title else "")


def _sheets(table: Table) -> Iterator[str]:
    return (place.sheet for cell in table.header for place in cell.places if place.sheet)
