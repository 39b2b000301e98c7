"""The rows of a plan's table as records: what each column holds, blanks and continued rows made sense of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from towpath.documents.plan.columns import Mapping, PlanColumn
from towpath.documents.plan.draft import Doubt
from towpath.documents.plan.headings import COMPLETION, plain_heading
from towpath.documents.plan.wording import lines, same, split_outcome
from towpath.documents.table import Cell, Place, Row, Table
from towpath.documents.wording import items_in
from towpath.foundation.deadlines import Meaning, read_deadline

BLANK = Cell()
DITTO = frozenset({"as above", "ditto", "see above", "same as above", "〃", '"', "”", "''"})
# The first words of a cell, up to the mark that sets them apart.
OPENING = re.compile(r"(?P<first>[^.;:\n]{1,40}?)(?:[.;:\n]+\s*|\s+[-–—]\s+|$)")

COMPLETING = frozenset({PlanColumn.PROGRESS, PlanColumn.OUTCOME})


@dataclass(frozen=True)
class Record:
    """One row as the plan sees it: columns of one kind put together, `extra` kept as they are."""

    cells: dict[PlanColumn, Cell]
    extra: tuple[tuple[str, Cell], ...] = ()
    heading: Cell = field(default_factory=Cell)
    doubts: tuple[Doubt, ...] = ()
    accountable: Cell = field(default_factory=Cell)  # where a column of leads says that they answer for it

    def __getitem__(self, column: PlanColumn) -> Cell:
        return self.cells.get(column, BLANK)

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        return (*self.cells.values(), *(cell for _, cell in self.extra))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(place for cell in self.all_cells for place in cell.places))


def records(table: Table, mapping: Mapping) -> list[Record]:
    """The records of a table: ditto marks filled in, rows that continue the one above joined to it."""
    found: list[Record] = []
    for row in table.rows:
        if row.is_blank:
            continue
        record = _record(row, mapping)
        if found and _continues(record, found[-1]):
            found[-1] = _joined(found[-1], record)
        else:
            found.append(_without_ditto(record, found[-1] if found else None))
    return found


def put_together(cells: Sequence[Cell]) -> Cell:
    """One cell of several, nothing lost: their lines, notes and places in order, and the first colour."""
    filled = [cell for cell in cells if not cell.is_blank or cell.fill]
    if len(filled) < 2:
        return filled[0] if filled else (cells[0] if cells else BLANK)
    return replace(
        filled[0],
        text="\n".join(cell.text for cell in filled if cell.text),
        items=tuple(item for cell in filled for item in cell.items or (cell.text,) if item),
        fill=next((cell.fill for cell in filled if cell.fill), None),
        notes=tuple(dict.fromkeys(note for cell in filled for note in cell.notes)),
        places=tuple(place for cell in filled for place in cell.places),
        is_merged=all(cell.is_merged for cell in filled),
    )


def _record(row: Row, mapping: Mapping) -> Record:
    kinds = set(mapping.columns) - {PlanColumn.EXTRA, PlanColumn.IGNORED}
    told, given = _parted(row, mapping)
    cells = {
        kind: put_together([given[place] for place in mapping.positions(kind)]) for kind in PlanColumn if kind in kinds
    }
    if told:
        cells[PlanColumn.PROGRESS] = put_together([*told, cells.get(PlanColumn.PROGRESS, BLANK)])
    extra = tuple(
        (mapping.guesses[place].heading, row.cells[place])
        for place in mapping.positions(PlanColumn.EXTRA)
        if not row.cells[place].is_blank
    )
    return Record(cells, extra, row.heading, accountable=_accountable(row, mapping))


def _accountable(row: Row, mapping: Mapping) -> Cell:
    said = (place for place in mapping.positions(PlanColumn.LEAD) if _says_accountable(mapping.guesses[place].heading))
    return next((row.cells[place] for place in said), BLANK)


def _says_accountable(heading: str) -> bool:
    return "accountable" in plain_heading(heading).split()


def _parted(row: Row, mapping: Mapping) -> tuple[list[Cell], list[Cell]]:
    """What columns such as "Date of completion and outcome" say of being done, and the cells without it."""
    told, given = [], list(row.cells)
    for place, guess in enumerate(mapping.guesses):
        if guess.column in COMPLETING and re.search(COMPLETION, plain_heading(guess.heading)):
            said, given[place] = _completed(row.cells[place])
            told += [said] if said else []
    return told, given


def _completed(cell: Cell) -> tuple[Cell | None, Cell]:
    """The day or the word that opens such a cell, as what it says, and the rest; None for other words."""
    words = lines(cell)
    opening = OPENING.match(words)
    meaning = read_deadline(opening["first"]).meaning if opening else Meaning.BLANK
    if opening is None or meaning not in (Meaning.DATED, Meaning.DONE):
        return None, cell
    said = opening["first"] if meaning is Meaning.DONE else f"Completed {opening['first']}"
    rest = words[opening.end() :].strip()
    return replace(cell, text=said, items=(said,)), replace(cell, text=rest, items=items_in(rest))


def _continues(record: Record, above: Record) -> bool:
    """Whether a row goes on with the action above it: it names no recommendation and no action of its own.

    An action's cell that holds nothing but an outcome names no action.
    """
    has_own_words = not _repeats(record[PlanColumn.ACTION], above[PlanColumn.ACTION])
    names_an_action = has_own_words and bool(split_outcome(record[PlanColumn.ACTION]).text)
    return not names_an_action and _repeats(record[PlanColumn.RECOMMENDATION], above[PlanColumn.RECOMMENDATION])


def _joined(above: Record, record: Record) -> Record:
    """The record above with this one's words added, and a doubt that says which words those are."""
    added = {column: cell for column, cell in record.cells.items() if not _repeats(cell, above[column])}
    cells = above.cells | {column: put_together([above[column], cell]) for column, cell in added.items()}
    return replace(
        above,
        cells=cells,
        extra=(*above.extra, *(pair for pair in record.extra if not pair[1].is_merged)),
        doubts=(*above.doubts, *_continued(added)),
    )


def _repeats(cell: Cell, above: Cell) -> bool:
    return cell.is_blank or (cell.is_merged and same(cell.text, above.text))


def _continued(added: dict[PlanColumn, Cell]) -> Iterator[Doubt]:
    for column, cell in added.items():
        if column is PlanColumn.NUMBER:
            continue
        sentence = "These words stood in a row without an action, so they were joined to the action above."
        yield Doubt(column.value, sentence, cell.text)


def _without_ditto(record: Record, above: Record | None) -> Record:
    """ "As above" and its marks stand for the cell above them."""
    if above is None:
        return record
    filled = {column: above[column] for column, cell in record.cells.items() if cell.text.strip().casefold() in DITTO}
    return replace(record, cells=record.cells | filled)
