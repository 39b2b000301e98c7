"""From a document to the draft of a plan."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from towpath.documents.limits import check_actions, check_rows
from towpath.documents.plan.actions import ReadingContext
from towpath.documents.plan.columns import Mapping, PlanColumn
from towpath.documents.plan.draft import LeftOut, PlanDraft, RecommendationDraft
from towpath.documents.plan.guessing import guess_columns
from towpath.documents.plan.headings import plain_heading
from towpath.documents.plan.leads import known_leads
from towpath.documents.plan.numbering import split_number
from towpath.documents.plan.ratings import painted_columns, scheme_of
from towpath.documents.plan.recommendations import recommendations
from towpath.documents.plan.records import Record, records
from towpath.documents.plan.tables import choose
from towpath.documents.plan.wording import line, plain
from towpath.documents.table import Document, Table, UnreadableFile
from towpath.foundation.ratings import Scheme

LONGEST_TITLE = 200
NOTHING_READ = "It says nothing but what stands above it."


def plan_in(document: Document, mapping: Mapping | None, scheme: Scheme, *, day: date | None) -> PlanDraft:
    """The plan in a document, its columns as the mapping says, else as they are guessed (`door.read_plan`)."""
    chosen = choose(document, mapping)
    table = chosen.table
    mapping = mapping.under(table.headings) if mapping else guess_columns(table)
    rows = _rows(table, mapping)
    title = _title(document, table)
    scheme = scheme_of(rows, scheme)
    known = known_leads(record[PlanColumn.LEAD] for record in rows)
    told_under = " ".join(mapping.guesses[place].heading for place in mapping.positions(PlanColumn.PROGRESS))
    reading = ReadingContext(scheme, known, painted_columns(rows), _numbers_actions(rows, mapping), day, told_under)
    read = recommendations(rows, reading, title)
    left_out = (*chosen.left_out, *_left_inside(table, read))
    draft = PlanDraft(title, read, mapping, scheme, rows=chosen.rows, left_out=left_out)
    check_actions(sum(1 for _ in draft.actions))
    return draft


def _rows(table: Table, mapping: Mapping) -> list[Record]:
    if not {PlanColumn.ACTION, PlanColumn.RECOMMENDATION} & set(mapping.columns):
        raise UnreadableFile("No column of actions was found: choose the column that holds the actions.")
    check_rows(len(table.rows))
    rows = records(table, mapping)
    check_actions(len(rows))
    for column, called in ((PlanColumn.ACTION, "actions"), (PlanColumn.RECOMMENDATION, "recommendations")):
        if column in mapping.columns:
            if all(record[column].is_blank for record in rows):
                raise UnreadableFile(f"The column of {called} is empty: check that the file holds the plan itself.")
            break
    return rows


def _left_inside(table: Table, read: Sequence[RecommendationDraft]) -> Iterator[LeftOut]:
    """Rows of the plan's own table of which nothing was read, should there be any."""
    places = {place for one in read for place in one.places}
    places |= {place for one in read for action in one.actions for place in action.places}
    rows = [[place for cell in row.cells for place in cell.places if not cell.is_blank] for row in table.rows]
    lost = [min(row, key=lambda place: place.row) for row in rows if row and places.isdisjoint(row)]
    if lost:
        yield LeftOut(str(lost[0]).rsplit(", column", 1)[0], len(lost), NOTHING_READ)


def _title(document: Document, table: Table) -> str:
    """The heading above the table, the first line of the document if it is no longer than a heading, else its name."""
    opening = next(iter(document.paragraphs), "")
    return plain(table.title) or (plain(opening) if len(opening) <= LONGEST_TITLE else "") or plain(document.name)


def _numbers_actions(rows: Sequence[Record], mapping: Mapping) -> bool:
    """Whether the numbers count actions and not recommendations.

    They do where their heading says so, where recommendations bring numbers of their own, and where several
    rows of one recommendation each have a number.
    """
    headings = " ".join(plain_heading(mapping.guesses[place].heading) for place in mapping.positions(PlanColumn.NUMBER))
    if re.search(r"\b(action|rec|recommendation)", headings):
        return "action" in headings
    if PlanColumn.RECOMMENDATION not in mapping.columns or any(_has_own_number(record) for record in rows):
        return True
    numbered = {(line(record[PlanColumn.RECOMMENDATION]), line(record[PlanColumn.NUMBER])) for record in rows}
    return len(numbered) > len({text for text, _ in numbered})


def _has_own_number(record: Record) -> bool:
    stated = record[PlanColumn.RECOMMENDATION]
    if record[PlanColumn.NUMBER].is_blank or record[PlanColumn.NUMBER].is_merged:
        return False
    return stated.is_blank or stated.is_merged or bool(split_number(line(stated)).number)
