"""Headings that stand beside the rows, top to bottom, and what each row stands under."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from towpath.documents.shaping.sections import SectionRow
from towpath.documents.shaping.spelling import is_spaced, spelt
from towpath.documents.table import Cell


def under_headings(header: Sequence[Cell], lines: Sequence[SectionRow]) -> tuple[tuple[Cell, ...], list[SectionRow]]:
    """The table without its column of vertical headings and without columns that are blank throughout; each
    line carries the heading it stands beside, from where that begins until the next one does.
    """
    column = _heading_column(header, lines)
    headings = {} if column is None else _headings([line.cells[column] for line in lines])
    kept = [at for at in range(len(header)) if at != column and _has_words(header, lines, at)]
    return tuple(header[at] for at in kept), list(_carried(lines, headings, kept))


def _heading_column(header: Sequence[Cell], lines: Sequence[SectionRow]) -> int | None:
    """The column whose every word is letter-spaced; or a first one without a name, merged down beside the
    rows.
    """
    for at in range(len(header)):
        cells = [line.cells[at] for line in lines if not line.cells[at].is_blank]
        if cells and all(is_spaced(cell.text) for cell in cells):
            return at
        if at == 0 and header[0].is_blank and any(cell.is_merged for cell in cells):
            return at
    return None


def _headings(cells: Sequence[Cell]) -> dict[int, Cell]:
    """The headings by the line at which each begins."""
    written = {at: cell for at, cell in enumerate(cells) if not cell.is_blank and not cell.is_merged}
    if all(is_spaced(cell.text) for cell in written.values()):
        starts, fragments = list(written), list(written.values())
        return {starts[first]: heading for first, heading in spelt(fragments)}
    return written


def _carried(lines: Sequence[SectionRow], headings: dict[int, Cell], kept: Sequence[int]) -> Iterator[SectionRow]:
    heading = Cell()
    for at, line in enumerate(lines):
        heading = headings.get(at, heading)
        yield replace(
            line,
            cells=tuple(line.cells[column] for column in kept),
            heading=line.heading if heading.is_blank else heading,
        )


def _has_words(header: Sequence[Cell], lines: Sequence[SectionRow], at: int) -> bool:
    return not header[at].is_blank or any(not line.cells[at].is_blank or line.cells[at].fill for line in lines)
