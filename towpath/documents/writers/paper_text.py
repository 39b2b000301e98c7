"""A paper as plain text for the terminal, and its tables as sheets of a workbook."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from textwrap import wrap

from towpath.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    NoteBlock,
    PaperContents,
    PictureBlock,
    Prose,
    TableBlock,
    Title,
    tables_in,
    words_of,
)
from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.foundation.figures import ReleasedFigure

WIDTH = 100
WIDEST_SHARE = 40  # characters of the widest column of a sheet
GAP = "  "


def text_of(contents: PaperContents) -> str:
    """The paper in lines of at most a hundred characters, a blank one between blocks."""
    return "\n\n".join("\n".join(_lines(block)) for block in contents.blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield from (part for part in (block.above, block.words, block.below) if part)
        case Heading():
            yield from _heading(block.words, block.level)
        case Prose():
            yield "\n\n".join("\n".join(_wrapped(part)) for part in block.paragraphs)
        case Bullets():
            for sentence in block.sentences:
                yield from _wrapped(sentence, "- ", "  ")
        case Facts():
            for fact in block.facts:
                yield from _wrapped(f"{fact.label}: {' '.join(map(words_of, fact.value))}", "", "  ")
        case TableBlock():
            yield from _table(block)
        case PictureBlock():
            yield from _wrapped(block.sentence)
            for table in block.tables:
                yield from ("", *_table(table))
        case NoteBlock():
            yield from _wrapped(block.words)


def _heading(words: str, level: int) -> Iterator[str]:
    yield words
    yield ("=" if level == 1 else "-") * min(len(words), WIDTH)


def _wrapped(text: str, first: str = "", others: str = "") -> Iterator[str]:
    for line in text.splitlines():
        yield from wrap(line, WIDTH, initial_indent=first, subsequent_indent=others) or [""]


def _table(table: TableBlock) -> Iterator[str]:
    yield from _heading(table.caption, table.level)
    yield from _wrapped(table.note)
    if not table.rows:
        yield from _wrapped(table.empty)
        return
    widths = list(_widths(table))
    yield from _row(table.headings, widths, table.number_columns)
    for row in table.rows:
        yield from _row(row.cells, widths, table.number_columns)


def _widths(table: TableBlock) -> Iterator[int]:
    """The room for each column: its longest word at least, and of what is left a part for what else it holds."""
    columns = [[heading, *(row.cells[at] for row in table.rows)] for at, heading in enumerate(table.headings)]
    room = WIDTH - len(GAP) * (len(columns) - 1)
    least = [min(_longest(words_of(cell).split() for cell in column), room // len(columns)) for column in columns]
    wanted = [_longest(map(_split, column)) - few for column, few in zip(columns, least, strict=True)]
    share = min(Fraction(1), Fraction(room - sum(least), max(1, sum(wanted))))
    yield from (max(1, few + int(more * share)) for few, more in zip(least, wanted, strict=True))


def _longest(texts: Iterable[list[str]]) -> int:
    return max((len(part) for parts in texts for part in parts), default=0)


def _split(cell: Cell) -> list[str]:
    return words_of(cell).splitlines() or [""]


def _row(cells: Iterable[Cell], widths: list[int], number_columns: tuple[int, ...]) -> Iterator[str]:
    """A row in as many lines as its longest cell takes."""
    columns = [
        [part for line in _split(cell) for part in (wrap(line, width) or [""])]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for at in range(max(map(len, columns))):
        parts = (column[at] if at < len(column) else "" for column in columns)
        aligned = (
            part.rjust(width) if number in number_columns else part.ljust(width)
            for number, (part, width) in enumerate(zip(parts, widths, strict=True))
        )
        yield GAP.join(aligned).rstrip()


def sheets_of(contents: PaperContents) -> list[Sheet]:
    """A sheet for each table, numbers as numbers."""
    return [_sheet(table) for table in tables_in(contents.blocks)]


def _sheet(table: TableBlock) -> Sheet:
    widest = max(table.widths)
    columns = (
        Column(heading, max(10, round(WIDEST_SHARE * share / widest)))
        for heading, share in zip(table.headings, table.widths, strict=True)
    )
    rows = [[_value(cell) for cell in row.cells] for row in table.rows]
    return Sheet(table.caption, tuple(columns), rows, len(rows))


def _value(cell: Cell) -> Value:
    return cell.cell if isinstance(cell, ReleasedFigure) else words_of(cell)
