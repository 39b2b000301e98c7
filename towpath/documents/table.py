"""The neutral table: what every reader returns, whatever kind of file it read."""

from dataclasses import dataclass, field

DAMAGED = "The file is damaged or cut short: ask its sender for another copy."


@dataclass(frozen=True)
class Place:
    """Where in the file a value stands, counted from 1; `page` is None where the format has no pages."""

    table: int
    row: int
    column: int
    page: int | None = None
    sheet: str = ""

    def __str__(self) -> str:
        where = [f"sheet “{self.sheet}”"] if self.sheet else []
        where += [f"page {self.page}"] if self.page else []
        return ", ".join([*where, f"table {self.table}", f"row {self.row}", f"column {self.column}"])


@dataclass(frozen=True)
class Fill:
    """The colour behind a cell: its hex value and the nearest plain name ("red", "amber", "green", ...)."""

    hex: str
    name: str


@dataclass(frozen=True)
class Note:
    """A footnote tied to the mark that points at it, such as `*`, `**` or `1`.

    `text` is "" where the file holds the mark but not its note.
    """

    mark: str
    text: str


@dataclass(frozen=True)
class Cell:
    """One value of a table with all that the file said about it.

    `text` is plain: no mark-up, paragraphs and items each on a line of their own. `items` are the bullets
    or broken lines, without their bullet signs; a cell of one line has one item. `places` are all places it
    was joined from, the first first: a row continued over a page has several. `is_merged` says that the
    file itself merged this cell with the one above, whose text is repeated here. `as_written` is set only
    where `text` is our best guess at letters that spell no word: the letters themselves.
    """

    text: str = ""
    items: tuple[str, ...] = ()
    fill: Fill | None = None
    notes: tuple[Note, ...] = ()
    places: tuple[Place, ...] = ()
    is_merged: bool = False
    as_written: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_guess(self) -> bool:
        return bool(self.as_written)


@dataclass(frozen=True)
class Row:
    """One record of a table, continuation rows already joined to it.

    `heading` is what the row stands under: a vertical heading beside it, its spaced letters put together, or
    a banner across the table above it; blank where there is none.
    """

    cells: tuple[Cell, ...]
    heading: Cell = field(default_factory=Cell)

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A rectangular table: as many cells in each row as in the header.

    `title` is the heading or banner above it; `notes` are all footnotes of the document.
    """

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    title: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.header)


@dataclass(frozen=True)
class Document:
    """What a file held: its tables in order, and its prose outside them, a paragraph each.

    `name` is what the file was called, without the ending that says its kind.
    """

    kind: str
    tables: tuple[Table, ...]
    paragraphs: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    name: str = ""


class UnreadableFile(Exception):  # noqa: N818 -- one of the few that the whole product knows
    """The file cannot be taken; the message is the sentence shown to the person."""
