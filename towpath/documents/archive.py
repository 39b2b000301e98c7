"""Office files are zip archives: opened only when nothing in them could harm whoever reads them."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from towpath.documents.limits import MEGABYTE, check_marks, check_unpacked
from towpath.documents.table import UnreadableFile

DAMAGED = "The file is damaged or cut short: ask its sender for another copy."
ENCRYPTED = "The file is protected by a password: save a copy without one, then try again."
MACROS = "The file holds macros, which are never run or kept here: save it without macros (.docx or .xlsx)."
_ENTITIES = "The file was not opened, as it refers to other files in its own text: save a new copy of it."

_MACRO_PART = re.compile(r"(vbaProject|vbaData|macrosheets?/|activeX/)", re.IGNORECASE)
_IS_ENCRYPTED = 0x1
_LONGEST_WORD = 32
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DOCTYPE, _ENTITY = (tuple(word.encode(code) for code in _CODES) for word in ("<!DOCTYPE", "<!ENTITY"))


def part_names(content: bytes) -> frozenset[str]:
    """The names in an archive that is whole, small enough, unencrypted and free of macros and entities."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _checked_names(archive)
    except BadZipFile as error:
        raise UnreadableFile(DAMAGED) from error


def _checked_names(archive: ZipFile) -> frozenset[str]:
    entries = archive.infolist()
    check_unpacked(sum(entry.file_size for entry in entries))
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise UnreadableFile(ENCRYPTED)
    names = frozenset(entry.filename for entry in entries)
    if any(_MACRO_PART.search(name) for name in names):
        raise UnreadableFile(MACROS)
    _check_parts(archive)
    return names


def _check_parts(archive: ZipFile) -> None:
    """No part declares a document type, the only way to an external or an exploding entity, or holds too much mark-up.

    What a part is called decides nothing: the libraries find their parts by what other parts say of them. A drawing
    (.svg) may declare its type, as many do, and no entity. Reading a part to its end also checks its length and
    checksum, so a cut or lying archive is found out here.
    """
    marks = 0
    for entry in archive.infolist():
        refused = _ENTITY if entry.filename.lower().endswith(".svg") else _DOCTYPE
        for piece in _pieces(archive, entry):
            if any(declaration in piece for declaration in refused):
                raise UnreadableFile(_ENTITIES)
            if entry.filename == "[Content_Types].xml" and b"MACROENABLED" in piece:
                raise UnreadableFile(MACROS)
            marks += piece.count(b"<") + piece.count(b"=")
            check_marks(marks)


def _pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """A part in capitals, in pieces that overlap so that no word is cut in two."""
    end = b""
    with archive.open(entry) as part:
        while piece := part.read(MEGABYTE):
            yield end + piece.upper()
            end = piece[-_LONGEST_WORD:].upper()
