"""Grids parted into header and lines, and the grids of one table, page after page, put together again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from towpath.documents.grid import Block, Grid, Paragraph
from towpath.documents.shaping.headers import Header, header_of, is_banner, same_words
from towpath.documents.table import Cell
from towpath.documents.wording import ends_sentence, folded

_LONGEST_TITLE = 150


@dataclass(frozen=True)
class SectionRow:
    """A row below the header; `follows_break` says that a page or a repeated header came just before it."""

    cells: tuple[Cell, ...]
    heading: Cell = field(default_factory=Cell)
    follows_break: bool = False


@dataclass
class TableSection:
    """A table from its first page to its last."""

    title: str
    top: Header
    lines: list[SectionRow]
    page: int | None

    @property
    def header(self) -> tuple[Cell, ...]:
        return self.top.cells


def sections_of(blocks: Sequence[Block]) -> tuple[list[TableSection], list[str]]:
    """The tables, and the prose outside them in order."""
    sections: list[TableSection] = []
    prose: list[str] = []
    between: list[Paragraph] = []
    heading = ""
    for block in blocks:
        if isinstance(block, Paragraph) and not block.text:
            continue  # a bullet with nothing behind it
        if isinstance(block, Paragraph):
            between.append(block)
            prose.append(block.text)
            heading = block.text if block.is_heading else heading
        elif block.width < 2:
            prose += [cell.text for row in block.rows for cell in row if not cell.is_blank]
        else:
            prose += _add(sections, block, between, heading)
            between.clear()
    return sections, prose


def _add(
    sections: list[TableSection], grid: Grid, between: Sequence[Paragraph], heading: str
) -> tuple[str, ...]:  # fmt: skip
    """Add the grid to the table it continues, else begin a new one; returns the prose that stood above its
    header. `heading` is the last heading above it, however much stands between.
    """
    header = header_of(grid)
    if sections and not between and _continues(sections[-1], grid, header):
        last = sections[-1]
        first = header.end if same_words(last.header, header.cells) else 0
        last.lines += _lines(grid, first, last.top, heading=_last_heading(last), follows_break=True)
        last.page = grid.page
        return ()
    title = header.title or _title_above(between, heading)
    sections.append(TableSection(title, header, list(_lines(grid, header.end, header)), grid.page))
    return header.preamble


def _continues(section: TableSection, grid: Grid, header: Header) -> bool:
    """A grid goes on with the table before it if it repeats its header, or if it stands on the next page,
    is as wide and has no title of its own. A row there with words in a single cell is no title but the rest of a row
    that the page cut, unless the cell spans the table.
    """
    if len(section.header) != grid.width:
        return False
    if same_words(section.header, header.cells):
        return not header.title or folded(header.title) == folded(section.title)
    is_next_page = grid.page is not None and section.page is not None and grid.page == section.page + 1
    return is_next_page and not (header.title and any(is_banner(grid, number) for number in range(header.end)))


def _lines(
    grid: Grid, first: int, header: Header, heading: Cell | None = None, follows_break: bool = False
) -> Iterator[SectionRow]:
    """The rows from `first` on, without those that repeat the table's `header`; a banner heads the rows below it."""
    above = heading or Cell()
    for number, row in enumerate(grid.rows[first:], start=first):
        if header.is_repeated_by(row):
            follows_break = True
        elif is_banner(grid, number):
            above = row[0]
        elif any(not cell.is_blank for cell in row):
            yield SectionRow(row, above, follows_break)
            follows_break = False


def _last_heading(section: TableSection) -> Cell:
    return section.lines[-1].heading if section.lines else Cell()


def _title_above(between: Sequence[Paragraph], heading: str) -> str:
    """What the file calls a heading is the title of the tables below it. Elsewhere the paragraph just above a table
    is, if it reads like one: short, no item, no full stop.
    """
    is_headed = any(paragraph.is_heading for paragraph in between)
    if is_headed or not between or between[-1].is_item:
        return heading
    text = between[-1].text
    return heading if len(text) > _LONGEST_TITLE or ends_sentence(text.removesuffix(":")) else text
