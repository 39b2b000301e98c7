"""How many cells a workbook makes its reader hold, counted from the elements of its sheets one by one."""

from collections.abc import Callable

from towpath.documents.limits import MAX_CELLS, CellCount

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SLOTS_PER_CELL = 10  # sheets are often coloured or merged far beyond their words: slow to open, so not without end
_VALUES = frozenset({"v", "is"})
_RANGES = frozenset({"mergeCell", "hyperlink"})  # each becomes as many cells as it covers
_SLOTS_PER_RANGE = 20  # and takes as long to open as so many, even where it covers few, or the same again


class SlotCount:
    """Told of each element by its name and how to ask for its attributes; raises where there are too many cells."""

    def __init__(self) -> None:
        self.values, self.slots = CellCount(), 0

    def add(self, name: str, attribute: Callable[[str, str], str | None]) -> None:
        if name in _VALUES:
            self.values.add(1)
        elif name == "c":
            self.slots += 1
        elif name in _RANGES:
            self.slots += _SLOTS_PER_RANGE + _area(attribute("ref", "") or "")
        if self.slots > MAX_CELLS * _SLOTS_PER_CELL:
            self.values.add(self.slots)


def _area(reference: str) -> int:
    """How many cells a range such as A1:C3 or Sheet1!A1:C3 covers; none where it is no range, which the library
    refuses.
    """
    from openpyxl.utils import range_boundaries  # heavy, and few files have ranges

    try:
        left, top, right, bottom = (int(edge or 1) for edge in range_boundaries(reference.rpartition("!")[2]))
    except (TypeError, ValueError):
        return 0
    return (right - left + 1) * (bottom - top + 1)
