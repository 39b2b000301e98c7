"""The colour painted behind a cell of a PDF."""

from collections.abc import Sequence
from typing import TypeAlias

from pdfplumber.page import Page

from towpath.documents.colours import fill_of
from towpath.documents.readers.pdf_lines import Box
from towpath.documents.table import Fill

Painted: TypeAlias = tuple[Box, Fill | None]

_THINNEST = 3.0  # points; anything thinner is a ruling line
_LEAST_COVERED = 0.5  # a colour that covers less of a cell is a mark in it, not its fill
_LARGEST = 0.8  # a colour that covers more of the page is its background


def painted(page: Page, within: Box) -> list[Painted]:
    """Filled rectangles that touch a box, in the order they were painted."""
    page_area = float(page.width) * float(page.height)
    found = []
    for rect in page.rects:
        box = (float(rect["x0"]), float(rect["top"]), float(rect["x1"]), float(rect["bottom"]))
        is_block = min(box[2] - box[0], box[3] - box[1]) > _THINNEST and _area(box) < _LARGEST * page_area
        if rect["fill"] and is_block and _shared(box, within) > 0:
            found.append((box, _fill(rect["non_stroking_color"])))
    return found


def fill_behind(box: Box, fills: Sequence[Painted]) -> Fill | None:
    """The last colour painted behind most of a cell; white painted over a colour takes it away."""
    behind = [fill for area, fill in fills if _shared(area, box) >= _LEAST_COVERED * _area(box)]
    return behind[-1] if behind else None


def _fill(colour: object) -> Fill | None:
    """A colour of one part (grey), three (red, green, blue) or four (cyan, magenta, yellow, black), 0 to 1
    each.
    """
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    shades = [min(max(float(part), 0.0), 1.0) for part in parts]
    if len(shades) == 1:
        return fill_of(shades[0], shades[0], shades[0])
    if len(shades) == 4:
        shades = [(1 - shade) * (1 - shades[3]) for shade in shades[:3]]
    return fill_of(*shades) if len(shades) == 3 else None


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


def _shared(one: Box, other: Box) -> float:
    return _area((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))
