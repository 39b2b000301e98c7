"""Tables in Word: heading rows repeated on every page, a description for screen readers, fills with words.

Written as XML (ECMA-376 part 1, 17.4): python-docx looks through a whole table for each cell it is asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from towpath.documents.writers.guard import cleaned
from towpath.documents.writers.letters import starts_right_to_left

TWIPS = 1440  # to the inch
LETTER = 90  # twips that a letter takes on average in the text of a table
MOST_LINES_WHOLE = 12  # a third of a page on its side
BORDER = "B9C2C6"
HEADING_FILL = "123F68"
BANNER_FILL = "E3EEF8"


@dataclass(frozen=True)
class Piece:
    """One paragraph of a cell."""

    text: str
    is_bold: bool = False
    is_bullet: bool = False


@dataclass(frozen=True)
class WordCell:
    """A cell. `fill` is RRGGBB. One cell drawn over several rows `begins` in the first and `goes_on` below."""

    pieces: tuple[Piece, ...] = ()
    fill: str = ""
    goes_on: bool = False
    begins: bool = False


@dataclass(frozen=True)
class WordRow:
    """A row; a banner is one cell from edge to edge, a heading for the rows under it."""

    cells: tuple[WordCell, ...]
    is_banner: bool = False


@dataclass(frozen=True)
class WordTable:
    """`widths` are shares of the page; `caption` is read out before the table; numbers are set to the right."""

    caption: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Iterable[WordRow]
    number_columns: tuple[int, ...] = ()


def text_cell(text: str, *, fill: str = "", is_bold: bool = False) -> WordCell:
    """A cell of plain text, a paragraph for each line."""
    return WordCell(tuple(Piece(line, is_bold) for line in text.splitlines()), fill)


def fitting_widths(headings: Sequence[str], rows: Sequence[WordRow]) -> tuple[float, ...]:
    """Shares of the page by what each column holds: room for its longest word, more where it runs to prose."""
    columns = range(len(headings))
    texts = [[headings[at], *_texts_in(rows, at)] for at in columns]
    return tuple(_need(column) for column in texts)


def _texts_in(rows: Sequence[WordRow], column: int) -> Iterator[str]:
    for row in rows:
        if not row.is_banner and (text := "\n".join(piece.text for piece in row.cells[column].pieces)):
            yield text


def _need(texts: Sequence[str]) -> float:
    """In letters: the longest word, but no more than a long word needs, and the root of the usual length."""
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    usual = sum(len(text) for text in texts) / len(texts)
    return 3 + min(longest + 1, 18) + 1.6 * sqrt(usual)


def table_element(table: WordTable, width: int) -> _Element:
    """The table as Word keeps it, `width` twips wide."""
    widths = [round(width * share / sum(table.widths)) for share in table.widths]
    element = OxmlElement("w:tbl")
    element.append(_properties(table, sum(widths)))
    grid = _child(element, "w:tblGrid")
    for column in widths:
        _child(grid, "w:gridCol", w=str(column))
    element.append(_heading_row(table, widths))
    for row in table.rows:
        element.append(_row(row, widths, table.number_columns))
    return element


def _properties(table: WordTable, width: int) -> _Element:
    """Order matters here: Word refuses these properties in any other."""
    properties = OxmlElement("w:tblPr")
    _child(properties, "w:tblW", w=str(width), type="dxa")
    _borders(_child(properties, "w:tblBorders"))
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for side, room in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90)):
        _child(margins, f"w:{side}", w=str(room), type="dxa")
    _child(properties, "w:tblLook", firstRow="1", lastRow="0", firstColumn="0", noHBand="1", noVBand="1")
    _child(properties, "w:tblCaption", val=cleaned(table.caption))
    _child(properties, "w:tblDescription", val=f"Columns: {', '.join(map(cleaned, table.headings))}.")
    return properties


def _borders(borders: _Element) -> None:
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{side}", val="single", sz="4", space="0", color=BORDER)


def _heading_row(table: WordTable, widths: Sequence[int]) -> _Element:
    """A row Word knows as a heading, so that it stands on every page and is read out with each cell."""
    row = OxmlElement("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    _child(properties, "w:tblHeader")
    for at, (heading, width) in enumerate(zip(table.headings, widths, strict=True)):
        cell = WordCell((Piece(heading, is_bold=True),), HEADING_FILL)
        row.append(_cell(cell, width, colour="FFFFFF", is_number=at in table.number_columns))
    return row


def _row(row: WordRow, widths: Sequence[int], number_columns: tuple[int, ...]) -> _Element:
    """A row that goes to the next page rather than break, unless it is so long that breaking is kinder."""
    element = OxmlElement("w:tr")
    if all(_lines(cell, width) <= MOST_LINES_WHOLE for cell, width in zip(row.cells, widths, strict=False)):
        _child(_child(element, "w:trPr"), "w:cantSplit")
    if row.is_banner:
        element.append(_cell(row.cells[0], sum(widths), across=len(widths)))
        return element
    for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        element.append(_cell(cell, width, is_number=at in number_columns))
    return element


def _lines(cell: WordCell, width: int) -> int:
    """About how many lines a cell of this width takes."""
    return sum(max(1, ceil(len(piece.text) * LETTER / width)) for piece in cell.pieces)


def _cell(cell: WordCell, width: int, *, across: int = 1, colour: str = "", is_number: bool = False) -> _Element:
    element = OxmlElement("w:tc")
    properties = _child(element, "w:tcPr")
    _child(properties, "w:tcW", w=str(width), type="dxa")
    if across > 1:
        _child(properties, "w:gridSpan", val=str(across))
    if cell.begins or cell.goes_on:
        _child(properties, "w:vMerge", val="continue" if cell.goes_on else "restart")
    if cell.fill:
        _child(properties, "w:shd", val="clear", color="auto", fill=cell.fill)
    for piece in cell.pieces or (Piece(""),):
        element.append(_paragraph(piece, colour, is_number))
    return element


def _paragraph(piece: Piece, colour: str, is_number: bool) -> _Element:
    paragraph = OxmlElement("w:p")
    about = _child(paragraph, "w:pPr")
    _child(about, "w:pStyle", val="TableBullet" if piece.is_bullet else "TableText")
    is_from_right = starts_right_to_left(piece.text)
    if is_from_right:
        _child(about, "w:bidi")
    if is_number:
        _child(about, "w:jc", val="right")
    if piece.text:
        run = _child(paragraph, "w:r")
        properties = _child(run, "w:rPr")
        if piece.is_bold:
            _child(properties, "w:b")
        if colour:
            _child(properties, "w:color", val=colour)
        if is_from_right:
            _child(properties, "w:rtl")
        text = _child(run, "w:t")
        text.text = cleaned(piece.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _child(parent: _Element, tag: str, **attributes: str) -> _Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
