"""Web pages, and the pages that Word and Excel save: tables with spanning cells, prose around them."""

import re
from collections.abc import Iterator, Sequence
from copy import copy

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from towpath.documents.colours import fill_of_css
from towpath.documents.grid import Block, Contents, Grid, Paragraph, paragraph_of
from towpath.documents.limits import CellCount
from towpath.documents.readers.counted_markup import parsed
from towpath.documents.readers.markup import seen_text
from towpath.documents.readers.spans import SpannedCell, laid_out
from towpath.documents.table import Fill, Place, UnreadableFile
from towpath.documents.text_decoding import decoded
from towpath.documents.wording import cell, normalised

_MOST_SPANNED = 1000  # what browsers honour; a larger span is a slip or an attack
_MOST_DIGITS = 9  # of a number that is worth reading
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)


def read_html(content: bytes) -> Contents:
    """The tables that hold no other table, and the prose; pages that declare entities are refused."""
    text = decoded(content)
    if _ENTITY.search(text):
        raise UnreadableFile("The page declares entities, which no plan needs: save it again as a plain web page.")
    return Contents("html", tuple(_Page().blocks(parsed(text))))


class _Page:
    """Walks a page in reading order, numbering its tables."""

    def __init__(self) -> None:
        self.tables = 0
        self.count = CellCount()

    def blocks(self, tag: Tag) -> Iterator[Block]:
        """Prose gathers until a table ends it; what only frames other tables is looked into, not read as a
        table.
        """
        prose: list[PageElement] = []
        for child in tag.children:
            if not (isinstance(child, Tag) and (child.name == "table" or child.find("table"))):
                prose.append(child)
                continue
            yield from _paragraphs(prose)
            prose.clear()
            yield from [self._grid(child)] if _is_innermost_table(child) else self.blocks(child)
        yield from _paragraphs(prose)

    def _grid(self, table: Tag) -> Grid:
        self.tables += 1
        drawn = list(_within_limit(_drawn(table.find_all("tr"), self.tables)))
        rows = max((one.row + 1 for one in drawn), default=0)
        width = max((one.column + one.across for one in drawn), default=0)
        self.count.add(rows * width)
        return laid_out(drawn, rows, width)


def _within_limit(drawn: Iterator[SpannedCell]) -> Iterator[SpannedCell]:
    """The cells while they are drawn, stopped as soon as their spans alone cover too much."""
    count = CellCount()
    for one in drawn:
        count.add(one.across * one.down)
        yield one


def _is_innermost_table(tag: Tag) -> bool:
    return tag.name == "table" and tag.find("table") is None


def _paragraphs(elements: Sequence[PageElement]) -> Iterator[Paragraph]:
    if not elements:
        return
    holder = BeautifulSoup("", "lxml").new_tag("div")
    holder.extend([copy(element) for element in elements])
    headings = {normalised(seen_text(heading)) for heading in holder.find_all(_HEADINGS)}
    for line in seen_text(holder).splitlines():
        if line.strip():
            yield paragraph_of(line, is_heading=normalised(line) in headings)


def _drawn(rows: Sequence[Tag], table: int) -> Iterator[SpannedCell]:
    """Cells at their places: each takes the first column of its row that no cell above still covers."""
    covered_until: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for data in row.find_all(["td", "th"], recursive=False):
            while covered_until.get(column, 0) > number:
                column += 1
            across, down = _span(data, "colspan"), min(_span(data, "rowspan"), len(rows) - number)
            place = Place(table, number + 1, column + 1)
            yield SpannedCell(cell(seen_text(data), place, _fill(data)), number, column, across, down)
            covered_until.update(dict.fromkeys(range(column, column + across), number + down))
            column += across


def _span(data: Tag, name: str) -> int:
    written = str(data.get(name, "1")).strip()
    if not written.isdecimal():
        return 1
    return min(max(int(written), 1), _MOST_SPANNED) if len(written) <= _MOST_DIGITS else _MOST_SPANNED


def _fill(data: Tag) -> Fill | None:
    """The colour behind a cell, from its style or the older `bgcolor`."""
    styled = _BACKGROUND.search(str(data.get("style", "")))
    return fill_of_css(styled[1] if styled else str(data.get("bgcolor", "")))
