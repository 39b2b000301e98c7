"""Rows read by declared columns: each is taken, or named with what is wrong in it, or named as left out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.documents.rows.cells import CellError
from towpath.documents.rows.columns import FileColumn, Headings, heading_words, headings_of
from towpath.documents.rows.sheets import SheetRows, sheets_of
from towpath.documents.table import UnreadableFile

MOST_ROWS = 5_000
_MOST_QUOTED = 40  # characters of a cell in a sentence about it

Wrong = tuple[str, str]  # the column that is wrong, "" for the whole row, and the sentence


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is to be said of a row or of one cell: `column` is 0 for the whole row, `row` is 0 for the whole sheet."""

    sheet: str
    row: int
    column: int
    heading: str
    sentence: str

    def __str__(self) -> str:
        sheet = f"sheet “{self.sheet}”" if self.sheet and not self.row else ""
        where = ", ".join(filter(None, (sheet, f"row {self.row}" if self.row else "", self.heading)))
        return f"{where[:1].upper()}{where[1:]}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row that can be taken: its values by the names of their columns."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class RowsRead:
    """All of a file. `names` are the columns it has; `left_out` names every row and sheet that nobody reads."""

    rows: tuple[FileRow, ...]
    errors: tuple[RowNote, ...] = ()
    left_out: tuple[RowNote, ...] = ()
    names: frozenset[str] = frozenset()


def read_rows(
    content: bytes,
    name: str,
    columns: Sequence[FileColumn],
    *,
    none: str,
    is_enough: Callable[[Collection[str]], bool] | None = None,
    check: Callable[[FileRow], Iterable[Wrong]] | None = None,
    most: int = MOST_ROWS,
) -> RowsRead:
    """Read the rows of a file under the headings that name these columns, as `rows_in` finds them.

    Raises `UnreadableFile`, and nothing else, for a file that cannot be read at all.
    """
    return rows_in(sheets_of(content, name), columns, none=none, is_enough=is_enough, check=check, most=most)


def rows_in(
    sheets: Sequence[SheetRows],
    columns: Sequence[FileColumn],
    *,
    none: str,
    is_enough: Callable[[Collection[str]], bool] | None = None,
    check: Callable[[FileRow], Iterable[Wrong]] | None = None,
    most: int = MOST_ROWS,
) -> RowsRead:
    """The rows under the headings that name these columns.

    `none` is the sentence for a file without them, `is_enough` says which of them do (else all required ones), and
    `check` what is wrong with a row whose cells are right.
    """
    required = {column.name for column in columns if column.is_required}
    found = headings_of(sheets, columns, is_enough or (lambda names: bool(names) and required <= set(names)), none)
    below = _below(found)
    if len(below) > most:
        raise UnreadableFile(f"The file has more than {most:,} rows: split it and try again.")
    rows, errors = read_sheet(SheetRows(below, found.sheet.columns, found.sheet.name), found.columns, check)
    left_out = tuple(_left_out(found, sheets))
    return RowsRead(rows, errors, left_out, found.names)


def read_sheet(
    sheet: SheetRows,
    columns: Mapping[int, FileColumn],
    check: Callable[[FileRow], Iterable[Wrong]] | None = None,
    *,
    width: int = 0,
) -> tuple[tuple[FileRow, ...], tuple[RowNote, ...]]:
    """The rows of a sheet whose columns stand here, and all that is wrong; each has `width` cells if given."""
    rows: list[FileRow] = []
    errors: list[RowNote] = []
    read = [(at, column.name, column, column.parse is str) for at, column in columns.items()]
    places = {column.name: sheet.number_of(at) for at, column in columns.items()}
    for number, cells in sheet.rows:
        if width and len(cells) != width:
            wrong = [("", f"This row has {len(cells)} columns and the file has {width}: send it as it came.")]
        else:
            values: dict[str, Any] = {}
            wrong = _read_cells(cells, read, values)
            row = FileRow(number, values)
            if not wrong and check:
                wrong = list(check(row))
        if wrong:
            errors += [RowNote(sheet.name, number, places.get(name, 0), name, sentence) for name, sentence in wrong]
        else:
            rows.append(row)
    return tuple(rows), tuple(errors)


def _read_cells(
    cells: Sequence[str], columns: Sequence[tuple[int, str, FileColumn, bool]], values: dict[str, Any]
) -> list[Wrong]:  # fmt: skip
    """Put what the cells say under the names of their columns; return what is wrong in them."""
    wrong: list[Wrong] = []
    for at, name, column, takes_words in columns:
        text = cells[at].strip()
        if not text:
            values[name] = "" if takes_words else None
            if column.if_blank:
                wrong.append((name, column.if_blank))
        elif takes_words:
            values[name] = text
            if column.longest and len(text) > column.longest:
                wrong.append((name, f"It says more than {column.longest} characters."))
        else:
            try:
                values[name] = column.parse(text)
            except CellError as error:
                quoted = f"“{text[:_MOST_QUOTED]}”" if column.sensitivity.may_be_quoted else "What it says"
                wrong.append((name, f"{quoted} cannot be taken: {error}"))
    return wrong


def _below(found: Headings) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The rows under the headings that hold anything. Headings merged over two rows, or repeated, are no record."""
    return tuple(
        (number, cells)
        for number, cells in found.sheet.rows[found.at + 1 :]
        if any(cell.strip() for cell in cells) and not _repeats(cells, found)
    )


def _repeats(cells: Sequence[str], found: Headings) -> bool:
    headings = found.sheet.rows[found.at][1]
    here = [at for at in found.columns if cells[at].strip()]
    return bool(here) and all(heading_words(cells[at]) == heading_words(headings[at]) for at in here)


def _left_out(found: Headings, sheets: Sequence[SheetRows]) -> Iterator[RowNote]:
    name = found.sheet.name
    for at, (number, cells) in enumerate(found.sheet.rows):
        if at < found.at and any(cells):
            yield RowNote(name, number, 0, "", "It stands above the headings.")
        elif at > found.at and any(cells) and _repeats(cells, found):
            yield RowNote(name, number, 0, "", "It repeats the headings.")
    for sheet in sheets:
        if sheet is not found.sheet:
            yield RowNote(sheet.name, 0, 0, "", "Another sheet holds the rows.")
