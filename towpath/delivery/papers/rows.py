"""Rows and tables as the progress report makes them: figures under headings, or words of which the first is strong."""

from collections.abc import Iterable, Sequence

from towpath.documents.blocks import Cell, Row, Table, strong
from towpath.foundation.figures import ReleasedFigure


def figure_row(label: str, figures: Sequence[ReleasedFigure], level: str = "part") -> Row:
    return Row((label, *figures), level)


def figure_table(caption: str, headings: tuple[str, ...], rows: Iterable[Row], note: str = "") -> Table:
    """Figures under headings, the first of which heads the labels."""
    return Table(caption, headings, (1.7, *[1.0] * (len(headings) - 1)), tuple(rows), note=note)


def text_table(
    caption: str, headings: tuple[str, ...], widths: tuple[float, ...], rows: Iterable[Sequence[str]], empty: str
) -> Table:
    return Table(caption, headings, widths, tuple(map(_texts, rows)), empty)


def _texts(texts: Sequence[str]) -> Row:
    first, *others = texts
    cells: list[Cell] = [strong(first), *others]
    return Row(tuple(cells))
