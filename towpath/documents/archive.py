"""Office files are zip archives: opened only when nothing in them could harm whoever reads them."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from towpath.documents.archive_parts import PartCheck, PartCounts, check_drawing
from towpath.documents.limits import check_parts, check_unpacked
from towpath.documents.table import DAMAGED, UnreadableFile

ENCRYPTED = "The file is protected by a password: save a copy without one, then try again."
MACROS = "The file holds macros, which are never run or kept here: save it without macros (.docx or .xlsx)."

_MACRO_PART = re.compile(r"(vbaProject|vbaData|macrosheets?/|activeX/)", re.IGNORECASE)
_IS_ENCRYPTED = 0x1


def part_names(content: bytes) -> frozenset[str]:
    """The names in an archive that is whole, small enough, unencrypted and free of macros and entities."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _checked_names(archive)
    except BadZipFile as error:
        raise UnreadableFile(DAMAGED) from error


def _checked_names(archive: ZipFile) -> frozenset[str]:
    entries = archive.infolist()
    check_parts(len(entries))
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

    Reading a part to its end also checks its length and checksum, so a cut or lying archive is found out here.
    """
    counts = PartCounts()
    for entry in archive.infolist():
        part, is_drawing = archive.read(entry), entry.filename.lower().endswith(".svg")
        if is_drawing:
            check_drawing(part)
        check = PartCheck(counts, is_drawing=is_drawing)
        check.read(part)
        if check.has_macros:
            raise UnreadableFile(MACROS)
