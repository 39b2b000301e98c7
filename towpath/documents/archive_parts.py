"""One part of an Office file, read by the parser that Word documents are read with, for what it declares and holds.

What a part is called decides nothing: the libraries find their parts by what other parts say of them. Nor do letters:
a declaration in any encoding is one to the parser.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from lxml import etree

from towpath.documents.limits import MarkCount
from towpath.documents.slots import SHEET, SlotCount
from towpath.documents.table import UnreadableFile

ENTITIES = "The file was not opened, as it refers to other files in its own text: save a new copy of it."
_LIST = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPES = frozenset({f"{_LIST}Override", f"{_LIST}Default"})  # in the list of what each part is


@dataclass
class PartCounts:
    """What all parts of a file hold together. The cells of a sheet are counted again as they are read."""

    marks: MarkCount = field(default_factory=MarkCount)
    slots: SlotCount = field(default_factory=SlotCount)


class PartCheck:
    """Told by the parser of all that a part holds; raises UnreadableFile as soon as anything speaks against it.

    A drawing may declare its type, as many do, and no entity.
    """

    def __init__(self, counts: PartCounts, *, is_drawing: bool) -> None:
        self._counts, self._is_drawing = counts, is_drawing
        self.has_macros = False

    def read(self, part: bytes) -> None:
        """To its end, or to where it is no XML: a picture from its first sign on.

        Whole, as it is read afterwards: in pieces the parser takes some encodings for none.
        """
        with suppress(etree.XMLSyntaxError):
            etree.fromstring(part, etree.XMLParser(target=self, resolve_entities=False, huge_tree=True))  # type: ignore[arg-type]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._counts.marks.add(1 + len(attributes))
        if tag.startswith(SHEET):
            self._counts.slots.add(tag.removeprefix(SHEET), attributes.get)
        elif tag in _TYPES and "macroenabled" in attributes.get("ContentType", "").lower():
            self.has_macros = True

    def doctype(self, *declared: str | None) -> None:
        if not self._is_drawing:
            raise UnreadableFile(ENTITIES)

    def close(self) -> None:
        """The parser asks for it."""


def check_drawing(part: bytes) -> None:
    """Refuse a drawing that declares an entity."""

    def refuse(*declared: object) -> None:
        raise UnreadableFile(ENTITIES)

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    with suppress(expat.ExpatError):
        parser.Parse(part, True)
