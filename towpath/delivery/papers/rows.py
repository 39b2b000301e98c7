"""Rows and tables as the progress report makes them: figures under headings, or words of which the first is strong."""

from collections.abc import Iterable, Sequence

from towpath.documents.blocks import Cell, TableBlock, TableRow, strong
from towpath.foundation.figures import ReleasedFigure


def figure_row(label: str, figures: Sequence[ReleasedFigure], level: str = "part") -> TableRow:
    return TableRow((label, *figures), level)


def figure_table(caption: str, headings: tuple[str, ...], rows: Iterable[TableRow], note: str = "") -> TableBlock:
    """Figures under headings, the first of which heads the labels."""
    return TableBlock(caption, headings, (1.7, *[1.0] * (len(headings) - 1)), tuple(rows), note=note)


def text_table(
    caption: str, headings: tuple[str, ...], widths: tuple[float, ...], rows: Iterable[Sequence[str]], empty: str
) -> TableBlock:
    return TableBlock(caption, headings, widths, tuple(map(_texts, rows)), empty)


def _texts(texts: Sequence[str]) -> TableRow:
    first, *others = texts
    cells: list[Cell] = [strong(first), *others]
    return TableRow(tuple(cells))
