"""One page of a PDF: its ruled tables and the lines of prose around them, from top to bottom."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable

from towpath.documents.grid import Block, Grid, paragraph_of
from towpath.documents.names import are_people
from towpath.documents.readers.pdf_colours import fill_behind, painted
from towpath.documents.readers.pdf_lines import Box, Word, broken_where_written, lines_of, words_on
from towpath.documents.readers.spans import SpannedCell, laid_out
from towpath.documents.table import Place
from towpath.documents.wording import cell

_MOST_EDGES = 4000  # a page drawn with more is a map or a picture; looking for tables in it would take minutes
_MARGIN = 0.1  # the share of a page's height, at its top and its foot, where running lines stand
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class PageReading:
    """What stood on a page: `grids` and `prose`, each with the height from the top at which it begins."""

    number: int
    height: float
    grids: tuple[Grid, ...]
    grid_tops: tuple[float, ...]
    prose: tuple[tuple[float, str], ...]

    @property
    def has_text(self) -> bool:
        return bool(self.grids or self.prose)

    @property
    def margin_lines(self) -> list[str]:
        """Lines in the top and bottom margin, the page's own number replaced, so that they compare between
        pages.
        """
        return [self._numberless(text) for top, text in self.prose if self._is_in_margin(top)]

    def blocks(self, running: frozenset[str]) -> list[Block]:
        """Tables and prose in reading order, without running lines and page numbers."""
        placed: list[tuple[float, Block]] = list(zip(self.grid_tops, self.grids, strict=True))
        placed += [
            (top, paragraph_of(text, self.number))
            for top, text in self.prose
            if not (self._is_in_margin(top) and self._is_furniture(text, running))
        ]
        return [block for _, block in sorted(placed, key=lambda pair: pair[0])]

    def _is_furniture(self, text: str, running: frozenset[str]) -> bool:
        return self._numberless(text) in running or bool(_PAGE_NUMBER.fullmatch(text))

    def _is_in_margin(self, top: float) -> bool:
        return not _MARGIN * self.height < top < (1 - _MARGIN) * self.height

    def _numberless(self, text: str) -> str:
        return re.sub(rf"\b{self.number}\b", "#", text)


def read_page(page: Page, tables_before: int) -> PageReading:
    """The page's tables, numbered on from those before it, and its prose."""
    words = words_on(page)
    ruled = [table for table in _ruled_tables(page) if len(_edges(table, 0)) > 1]
    grids = tuple(
        _grid(page, table, tables_before + number, [word for word in words if word.is_in(table.bbox)])
        for number, table in enumerate(ruled, start=1)
    )
    outside = [word for word in words if not any(word.is_in(table.bbox) for table in ruled)]
    tops = tuple(table.bbox[1] for table in ruled)
    return PageReading(page.page_number, float(page.height), grids, tops, tuple(_prose(page, outside)))


def _ruled_tables(page: Page) -> list[RuledTable]:
    return [] if len(page.edges) > _MOST_EDGES else page.find_tables()


def _prose(page: Page, words: Sequence[Word]) -> Iterator[tuple[float, str]]:
    """Paragraphs with their tops; the right margin is taken to be as wide as the left."""
    lines = lines_of(words)
    left = min((line.x0 for line in lines), default=0)
    right = max([float(page.width) - left, *(line.x1 for line in lines)])
    for paragraph in broken_where_written(lines, right):
        yield paragraph.top, paragraph.text


def _grid(page: Page, table: RuledTable, number: int, words: Sequence[Word]) -> Grid:
    lefts, tops = _edges(table, 0), _edges(table, 1)
    fills = painted(page, table.bbox)
    drawn = []
    for box in table.cells:
        row, column = tops.index(box[1]), lefts.index(box[0])
        place = Place(number, row + 1, column + 1, page=page.page_number)
        filled = cell(_words_in(box, words), place, fill_behind(box, fills))
        across, down = bisect_left(lefts, box[2] - 1) - column, bisect_left(tops, box[3] - 1) - row
        drawn.append(SpannedCell(filled, row, column, max(across, 1), max(down, 1)))
    return laid_out(drawn, len(tops), len(lefts), page.page_number)


def _edges(table: RuledTable, axis: int) -> list[float]:
    """The left edges (axis 0) or top edges (axis 1) at which the table's cells begin, in points."""
    return sorted({box[axis] for box in table.cells})


def _words_in(box: Box, words: Sequence[Word]) -> list[str]:
    """A cell's lines as written; its padding on the right is taken to be as wide as on the left.

    People's names one a line fill a narrow column to its edge, and are several all the same.
    """
    lines = lines_of([word for word in words if word.is_in(box)])
    if are_people([line.text for line in lines]):
        return [line.text for line in lines]
    padding = min((line.x0 for line in lines), default=box[0]) - box[0]
    return [line.text for line in broken_where_written(lines, box[2] - padding)]
