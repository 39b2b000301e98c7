"""What a reader hands on: the file's tables and prose as they stand, before anything is put right."""

from dataclasses import dataclass
from typing import TypeAlias

from towpath.documents.table import Cell, Note
from towpath.documents.wording import is_bulleted, without_bullet


@dataclass(frozen=True)
class Paragraph:
    """A line of prose outside every table; `is_item` says that it stood behind a bullet, `is_heading` that the file
    itself calls it a heading.
    """

    text: str
    page: int | None = None
    is_item: bool = False
    is_heading: bool = False


def paragraph_of(line: str, page: int | None = None, *, is_heading: bool = False) -> Paragraph:
    """A line of prose, its bullet taken off and remembered."""
    return Paragraph(without_bullet(line), page, is_bulleted(line), is_heading)


@dataclass(frozen=True)
class Grid:
    """One table as drawn, rectangular: cells the file merged are already filled in.

    `banners` are the rows, counted from 0, that one cell spans from edge to edge.
    """

    rows: tuple[tuple[Cell, ...], ...]
    banners: frozenset[int] = frozenset()
    page: int | None = None

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


Block: TypeAlias = Grid | Paragraph


@dataclass(frozen=True)
class Contents:
    """Everything of one file in reading order.

    `notes` are footnotes the format itself keeps apart. `shows_breaks` says that a table broken over pages
    arrives as several grids, so that only a row after a break can continue the row before it.
    """

    kind: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    shows_breaks: bool = True
