"""Office files are zip archives: opened only when nothing in them could harm whoever reads them."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from towpath.documents.limits import check_unpacked
from towpath.documents.table import UnreadableDocument

DAMAGED = "The file is damaged or cut short: ask its sender for another copy."
ENCRYPTED = "The file is protected by a password: save a copy without one, then try again."
MACROS = "The file holds macros, which are never run or kept here: save it without macros (.docx or .xlsx)."
_ENTITIES = "The file was not opened, as it refers to other files in its own text: save a new copy of it."

_MACRO_PART = re.compile(r"(vbaProject|vbaData|macrosheets?/|activeX/)", re.IGNORECASE)
_IS_ENCRYPTED = 0x1
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def part_names(content: bytes) -> frozenset[str]:
    """The names in an archive that is whole, small enough, unencrypted and free of macros and entities."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _checked_names(archive)
    except BadZipFile as error:
        raise UnreadableDocument(DAMAGED) from error


def _checked_names(archive: ZipFile) -> frozenset[str]:
    entries = archive.infolist()
    check_unpacked(sum(entry.file_size for entry in entries))
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise UnreadableDocument(ENCRYPTED)
    names = frozenset(entry.filename for entry in entries)
    if any(_MACRO_PART.search(name) for name in names):
        raise UnreadableDocument(MACROS)
    _check_parts(archive)
    return names


def _check_parts(archive: ZipFile) -> None:
    """No XML part declares a document type, the only way to an external or an exploding entity.

    Reading a part to its end also checks its length and checksum, so a cut or lying archive is found out
    here.
    """
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            _check_part(entry.filename, archive.read(entry))


def _check_part(name: str, part: bytes) -> None:
    if any(declaration in part.upper() for declaration in _DOCTYPE):
        raise UnreadableDocument(_ENTITIES)
    if name == "[Content_Types].xml" and b"macroenabled" in part.lower():
        raise UnreadableDocument(MACROS)
