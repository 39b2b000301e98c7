"""Word documents (.docx): body read in order, tracked deletions left out, automatic numbers written out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

import docx
from lxml.etree import _Element

from towpath.documents.grid import Block, Contents, Grid, Paragraph, paragraph_of
from towpath.documents.limits import CellCount
from towpath.documents.readers.spans import SpannedCell, laid_out
from towpath.documents.readers.word_colours import Shading
from towpath.documents.readers.word_footnotes import Footnotes
from towpath.documents.readers.word_headings import HeadingStyles
from towpath.documents.readers.word_numbering import Numbering
from towpath.documents.readers.word_xml import W, children, number_at, paragraphs, seen_text, value_at
from towpath.documents.table import Place
from towpath.documents.wording import cell


def read_word(content: bytes) -> Contents:
    """Every table and paragraph of the body, and the footnotes in the order they are pointed at."""
    document = docx.Document(BytesIO(content))
    body = _Body(Numbering.of(document), Footnotes.of(document), Shading.of(document), HeadingStyles.of(document))
    blocks = tuple(body.blocks(document.element.body))
    return Contents("word", blocks, body.footnotes.notes)


@dataclass
class _Body:
    """Reads a body from top to bottom; numbers, footnotes and tables are counted on the way, as Word counts
    them.
    """

    numbering: Numbering
    footnotes: Footnotes
    shading: Shading
    headings: HeadingStyles
    tables: int = 0
    count: CellCount = field(default_factory=CellCount)

    def blocks(self, parent: _Element) -> Iterator[Block]:
        for element in children(parent, "p", "tbl"):
            if element.tag == W + "tbl":
                yield self._grid(element)
            else:
                yield from self._paragraphs(element)

    def _paragraphs(self, element: _Element) -> Iterator[Paragraph]:
        for line in self._words(element).splitlines():
            if line.strip():
                yield paragraph_of(line, is_heading=self.headings.has(element))

    def _words(self, element: _Element) -> str:
        return "\n".join(map(self._line, paragraphs(element)))

    def _line(self, paragraph: _Element) -> str:
        """A paragraph's words after its number or bullet, if Word puts one there."""
        words = seen_text(paragraph, self.footnotes.mark)
        return self.numbering.label(paragraph) + words if words.strip() else ""

    def _grid(self, table: _Element) -> Grid:
        self.tables += 1
        rows = [list(_slots(row)) for row in children(table, "tr")]
        width = max((slot.column + slot.across for row in rows for slot in row), default=0)
        self.count.add(width * len(rows))
        return laid_out(list(self._drawn(rows)), len(rows), width)

    def _drawn(self, rows: list[list["_Slot"]]) -> Iterator[SpannedCell]:
        for number, row in enumerate(rows):
            for slot in row:
                if slot.merge != "continue":
                    place = Place(self.tables, number + 1, slot.column + 1)
                    filled = cell(self._words(slot.element), place, self.shading.fill(slot.element))
                    yield SpannedCell(filled, number, slot.column, slot.across, _depth(rows, number, slot.column))


class _Slot(NamedTuple):
    """One cell of a row's XML; `merge` is "restart" where a cell merged downwards begins, "continue" below
    it.
    """

    column: int
    across: int
    merge: str
    element: _Element


def _slots(row: _Element) -> Iterator[_Slot]:
    column = number_at(row, "trPr/gridBefore")
    for element in children(row, "tc"):
        across = max(number_at(element, "tcPr/gridSpan"), 1)
        yield _Slot(column, across, value_at(element, "tcPr/vMerge", default="continue"), element)
        column += across


def _depth(rows: list[list[_Slot]], number: int, column: int) -> int:
    """How many rows the cell that begins here reaches down."""
    depth = 1
    while number + depth < len(rows) and any(
        slot.column == column and slot.merge == "continue" for slot in rows[number + depth]
    ):
        depth += 1
    return depth
