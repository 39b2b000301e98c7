"""From a record to the actions it holds: mostly one, several where its cell has parts a), b) ..."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from towpath.documents.plan.columns import PlanColumn
from towpath.documents.plan.draft import ActionDraft, AsAbove, Doubt, DoubtAnswer
from towpath.documents.plan.figures import figures
from towpath.documents.plan.leads import split_leads
from towpath.documents.plan.numbering import part_number, plain_number, split_number, split_parts
from towpath.documents.plan.progress import dated_updates
from towpath.documents.plan.ratings import stated_rating
from towpath.documents.plan.records import Record
from towpath.documents.plan.wording import items, line, lines, split_outcome
from towpath.documents.table import Cell
from towpath.documents.wording import items_in
from towpath.foundation.deadlines import Deadline, in_words, read_deadline
from towpath.foundation.ratings import Scheme

# The cells that may hold a part for each part of the action beside them.
SHARED = (
    PlanColumn.LEAD,
    PlanColumn.TIMELINE,
    PlanColumn.OUTPUT,
    PlanColumn.OUTCOME,
    PlanColumn.INDICATORS,
    PlanColumn.COST,
    PlanColumn.PROGRESS,
)
ABOVE = DoubtAnswer("As above", AsAbove.AS_ABOVE)
AS_ABOVE = "This cell is blank beside a recommendation that continues: it may mean “as above”."


@dataclass(frozen=True)
class ReadingContext:
    """What the whole document tells about how to read each of its rows."""

    scheme: Scheme
    known_leads: frozenset[str] = frozenset()
    painted: frozenset[PlanColumn] = frozenset()
    numbers_actions: bool = False
    day: date | None = None
    told_under: str = ""  # the heading of the column of accounts


def actions_of(record: Record, reading: ReadingContext, *, is_continued: bool) -> Iterator[ActionDraft]:
    """The actions of a record; `is_continued` says that its recommendation was taken from a row above."""
    for mark, part in _parts(record):
        yield _action(part, mark, reading, is_continued=is_continued)


def is_told_of(record: Record) -> bool:
    """Whether a row says anything of an action: who leads it, by when, or what became of it.

    In a table without a column of actions, those who lead are those whom a recommendation is addressed to.
    """
    telling = SHARED if PlanColumn.ACTION in record.cells else set(SHARED) - {PlanColumn.LEAD}
    return not all(record[column].is_blank for column in telling)


def _parts(record: Record) -> Iterator[tuple[str, Record]]:
    """The parts of the action's cell, each by its letter or number, with its own cells."""
    parts = split_parts(lines(record[PlanColumn.ACTION]))
    if not parts:
        yield "", record
        return
    sentence = f"One cell holds parts {', '.join(parts)}: each was read as an action, with the cells they share."
    doubt = Doubt("action", sentence, record[PlanColumn.ACTION].text)
    for mark, text in parts.items():
        own = {column: _part(record[column], mark, set(parts)) for column in SHARED if column in record.cells}
        cells = record.cells | own | {PlanColumn.ACTION: _worded(record[PlanColumn.ACTION], text)}
        yield mark, replace(record, cells=cells, doubts=(*record.doubts, doubt))


def _part(cell: Cell, mark: str, marks: set[str]) -> Cell:
    """The cell's own part, the whole cell where its parts are not those of the action."""
    parts = split_parts(lines(cell))
    return _worded(cell, parts[mark]) if set(parts) == marks else cell


def _worded(cell: Cell, text: str) -> Cell:
    return replace(cell, text=text, items=items_in(text))


def _action(record: Record, mark: str, reading: ReadingContext, *, is_continued: bool) -> ActionDraft:
    worded = split_outcome(record[PlanColumn.ACTION])
    numbered = split_number(worded.text)
    leads = split_leads(record[PlanColumn.LEAD], reading.known_leads)
    deadline = read_deadline(line(record[PlanColumn.TIMELINE]), reading.day)
    stated = stated_rating(record, reading.scheme, reading.painted, reading.day)
    own_number = plain_number(line(record[PlanColumn.NUMBER])) if reading.numbers_actions else ""
    blanks = _blanks(record) if is_continued else ()
    return ActionDraft(
        number=part_number(own_number or numbered.number, mark),
        text=numbered.text,
        leads=leads.names,
        accountable=_accountable(record, leads.names),
        deadline=deadline,
        rating=stated.rating,
        rating_text=stated.written,
        outcome=tuple(dict.fromkeys((*worded.outcome, *items(record[PlanColumn.OUTCOME])))),
        indicators=items(record[PlanColumn.INDICATORS]),
        output=items(record[PlanColumn.OUTPUT]),
        cost=line(record[PlanColumn.COST]),
        updates=dated_updates(stated.account, reading.told_under, reading.day),
        figures=figures(stated.account),
        doubts=(*record.doubts, *leads.doubts, *_deadline_doubts(deadline), *stated.doubts, *blanks),
        extra=tuple((heading, line(cell)) for heading, cell in record.extra),
        notes=tuple(dict.fromkeys(note for cell in record.all_cells for note in cell.notes)),
        places=record.places,
    )


def _accountable(record: Record, leads: tuple[str, ...]) -> str:
    """The one lead that a column of those who answer for it names; "" where it names several."""
    named = split_leads(record.accountable, frozenset(leads)).names
    return named[0] if len(named) == 1 and named[0] in leads else ""


def _deadline_doubts(deadline: Deadline) -> Iterator[Doubt]:
    read = {words: read_deadline(words) for words in deadline.answers}
    answers = tuple(DoubtAnswer(words, one) for words, one in read.items() if in_words(one) != in_words(deadline))
    if not deadline.is_understood:
        yield Doubt("deadline", f"This deadline was not understood. {deadline.doubt}", deadline.text, answers)
    elif deadline.doubt:
        yield Doubt("deadline", deadline.doubt, deadline.text, answers)


def _blanks(record: Record) -> tuple[Doubt, ...]:
    """A blank lead or deadline may mean "as above"; a blank cost, rating or account means none."""
    fields = {PlanColumn.LEAD: "leads", PlanColumn.TIMELINE: "deadline"}
    return tuple(
        Doubt(name, AS_ABOVE, answers=(ABOVE,))
        for column, name in fields.items()
        if column in record.cells and record[column].is_blank
    )
