"""A register of a session kept in a spreadsheet: who was asked, from which practice, and who came."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from towpath.documents.archive import DAMAGED
from towpath.documents.attendance.columns import AttendanceColumn, Columns, columns_of
from towpath.documents.attendance.durations import minutes_in
from towpath.documents.attendance.sending import kind_sent, speaks_of_teams
from towpath.documents.grid import Grid
from towpath.documents.kinds import DocumentKind
from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.delimited import read_delimited
from towpath.documents.table import Cell, UnreadableFile
from towpath.documents.text_decoding import decoded
from towpath.documents.wording import folded

MAX_ROWS = 5_000

_YES = frozenset({"yes", "y", "true", "1", "attended", "present", "✓", "✔", "☑", "in person", "online", "joined"})
_NO = frozenset({"no", "n", "false", "0", "absent", "did not attend", "dna", "not attended", "not present",
                 "no show", "apologies", "apologised", "sent apologies", "cancelled", "✗", "✘"})  # fmt: skip
_DAY = 24 * 60
_MOST_QUOTED = 40  # characters of a cell in a sentence about it
_ROWS_SEARCHED = 30  # the report of a meeting says in its first lines what it is

_KINDS = "A register is an Excel workbook (.xlsx) or a .csv file: save it as one of these and try again."
_TEAMS = (
    "This is the attendance report of a Teams meeting saved as a workbook: save it as CSV, or take it out of Teams "
    "again, and send the .csv file."
)
_NO_NAMES = "No column of this file is headed “Name”: give the register a row of headings and try again."
_NOBODY = "The register has headings and no people: choose the file again."
_TOO_LONG = f"The register has more than {MAX_ROWS:,} rows: one file holds one session."
_NO_ATTENDED = "No column says who attended: everyone listed is taken to have come."


@dataclass(frozen=True)
class RegisterRow:
    """One person of a register, in the register's words. `minutes` is None where it does not say."""

    name: str
    email: str
    staff_group_words: str
    practice_words: str
    attended: bool
    minutes: int | None
    row: int


@dataclass(frozen=True)
class RowError:
    """A row that cannot be taken as it is, and why, in a sentence that names it."""

    row: int
    sentence: str


@dataclass(frozen=True)
class Register:
    """A register as read: the rows that can be taken, and those that cannot until somebody corrects them."""

    rows: tuple[RegisterRow, ...]
    errors: tuple[RowError, ...]
    doubts: tuple[str, ...]
    sha256: str


def read_register(content: bytes, name: str = "") -> Register:
    """Read a register, its columns found by their headings in any order.

    A row that is wrong is an error beside the rows that are right; only a file that is no register at all raises
    `UnreadableFile`, with a sentence for the person who sent it.
    """
    grids = list(_grids(content, name))
    if any(map(_is_of_teams, grids)):
        raise UnreadableFile(_TEAMS)
    grid, columns = _found(grids)
    lines = [row for row in grid.rows[columns.start :] if any(not cell.is_blank for cell in row)]
    if len(lines) > MAX_ROWS:
        raise UnreadableFile(_TOO_LONG)
    if not lines:
        raise UnreadableFile(_NOBODY)
    people = _People(columns)
    for cells in lines:
        people.add(cells)
    doubts = () if AttendanceColumn.ATTENDED in columns.places else (_NO_ATTENDED,)
    return Register(tuple(people.rows), tuple(people.errors), doubts, hashlib.sha256(content).hexdigest())


def _grids(content: bytes, name: str) -> Iterator[Grid]:
    """The tables as they stand: a row is a person here, so nothing is joined to the row above it."""
    kind = kind_sent(content, name)
    try:
        yield from (block for block in _blocks(kind, content) if isinstance(block, Grid))
    except UnreadableFile:
        raise
    except Exception as error:
        # Files that strangers made fail in ways of their own; to the person who sent one they are all the same.
        raise UnreadableFile(DAMAGED) from error


def _blocks(kind: DocumentKind, content: bytes) -> Sequence[object]:
    match kind:
        case DocumentKind.EXCEL | DocumentKind.OLD_EXCEL:
            return read_apart(kind, content).blocks
        case DocumentKind.CSV | DocumentKind.TEXT:
            return read_delimited(decoded(content)).blocks
    raise UnreadableFile(_KINDS)


def _is_of_teams(grid: Grid) -> bool:
    """Its headings are no people, and its times no minutes; as CSV it is read as what it is."""
    return speaks_of_teams("\n".join(cell.text for row in grid.rows[:_ROWS_SEARCHED] for cell in row))


def _found(grids: Iterable[Grid]) -> tuple[Grid, Columns]:
    """The first table that is a register: a workbook may hold notes on sheets of their own."""
    for grid in grids:
        columns = columns_of(grid)
        if columns:
            return grid, columns
    raise UnreadableFile(_NO_NAMES)


class _RowError(Exception):
    """A row cannot be taken; the message says why."""


@dataclass
class _People:
    """The people of a register as they are read, and who is in it already."""

    columns: Columns
    rows: list[RegisterRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    _known: dict[tuple[str, str], list[RegisterRow]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cells: Sequence[Cell]) -> None:
        """Take the row, or keep the sentence that says why not."""
        number = max(
            cell.places[0].row for cell in cells if cell.places
        )  # a merged cell stands in the first of its rows
        try:
            row = self._row(cells, number)
            self._check_twice(row)
        except _RowError as wrong:
            self.errors.append(RowError(number, str(wrong)))
        else:
            self.rows.append(row)

    def _row(self, cells: Sequence[Cell], number: int) -> RegisterRow:
        name = self.columns.name(cells)
        if not name:
            raise _RowError(f"Row {number} has no name: write who it is about.")
        minutes = self._minutes(cells, number)
        return RegisterRow(
            name=name,
            email=self.columns.words(cells, AttendanceColumn.EMAIL),
            staff_group_words=self.columns.words(cells, AttendanceColumn.STAFF_GROUP),
            practice_words=self.columns.practice(cells),
            attended=self._attended(cells, minutes, number),
            minutes=minutes,
            row=number,
        )

    def _minutes(self, cells: Sequence[Cell], number: int) -> int | None:
        said = self.columns.words(cells, AttendanceColumn.MINUTES)
        minutes = minutes_in(said) if said else None
        if said and (minutes is None or minutes > _DAY):
            raise _RowError(f"Row {number} has “{said[:_MOST_QUOTED]}” minutes: write a number such as 90.")
        return minutes

    def _attended(self, cells: Sequence[Cell], minutes: int | None, number: int) -> bool:
        """What the register says. A blank is no answer; without such a column, whoever is listed came."""
        if AttendanceColumn.ATTENDED not in self.columns.places:
            return minutes != 0
        said = self.columns.words(cells, AttendanceColumn.ATTENDED)
        if folded(said) not in _YES | _NO:
            what = f"“{said}”" if said else "nothing"
            raise _RowError(f"Row {number} says {what} under attended: write yes or no.")
        if folded(said) in _NO and minutes:
            raise _RowError(f"Row {number} says that nobody came and counts {minutes} minutes: correct one of them.")
        return folded(said) in _YES

    def _check_twice(self, row: RegisterRow) -> None:
        """The same name in the same practice is one person, unless their addresses tell them apart. An address
        alone does not: a practice's front desk often shares one.
        """
        known = self._known[folded(row.name), folded(row.practice_words)]
        for before in known:
            if not before.email or not row.email or folded(before.email) == folded(row.email):
                raise _RowError(f"Row {row.row} repeats {row.name}, who is in row {before.row} for the same practice.")
        known.append(row)
