"""How many cells a workbook makes its reader hold, counted before it is opened, which is what takes long."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO
from zipfile import ZipFile

from lxml.etree import QName, XMLParser, XMLSyntaxError
from openpyxl.utils import range_boundaries

from towpath.documents.limits import MAX_CELLS, MEGABYTE, CellCount

_SLOTS_PER_CELL = 10  # sheets are often coloured or merged far beyond their words: slow to open, so not without end
_VALUES = frozenset({"v", "is"})
_RANGES = frozenset({"mergeCell", "hyperlink"})  # each becomes as many cells as it covers
_SLOTS_PER_RANGE = 20  # and takes as long to open as so many, even where it covers few, or the same again


def check_cells(content: bytes) -> None:
    """The limit on cells, over every part of the file whatever it is called.

    A workbook says itself which of its parts are sheets, so none is left out for its name.
    """
    slots = _Slots()
    with ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as part:
                _count(slots, part)


def _count(slots: "_Slots", part: IO[bytes]) -> None:
    """To the end of the part, or to where it is no XML: a picture from its first sign on."""
    parser = XMLParser(target=slots, resolve_entities=False, huge_tree=True)  # type: ignore[arg-type]
    try:
        while piece := part.read(MEGABYTE):
            parser.feed(piece)
    except XMLSyntaxError:
        return


class _Slots:
    """Told of each element as it begins; raises as soon as there are too many cells."""

    def __init__(self) -> None:
        self.values, self.slots = CellCount(), 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = QName(tag).localname
        if name in _VALUES:
            self.values.add(1)
        elif name == "c":
            self.slots += 1
        elif name in _RANGES:
            self.slots += _SLOTS_PER_RANGE + _area(attributes.get("ref", ""))
        if self.slots > MAX_CELLS * _SLOTS_PER_CELL:
            self.values.add(self.slots)

    def close(self) -> None:
        """The parser asks for it."""


def _area(reference: str) -> int:
    """How many cells a range such as A1:C3 or Sheet1!A1:C3 covers; none where it is no range, which the library
    refuses.
    """
    try:
        left, top, right, bottom = (int(edge or 1) for edge in range_boundaries(reference.rpartition("!")[2]))
    except (TypeError, ValueError):
        return 0
    return (right - left + 1) * (bottom - top + 1)
