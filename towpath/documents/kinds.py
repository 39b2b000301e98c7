"""What kind of document a file is: told by what it holds; its name is asked only where the content leaves a
choice.
"""

import re
from enum import StrEnum
from pathlib import PurePath

from towpath.documents import archive
from towpath.documents.table import UnreadableFile
from towpath.documents.text_decoding import decoded

WANTED = "Towpath reads Word (.docx), PDF, Excel, CSV, web pages and text."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|table|div|meta)\b",
    re.I | re.S,
)


class DocumentKind(StrEnum):
    WORD = "word"
    PDF = "pdf"
    EXCEL = "excel"
    OLD_EXCEL = "old excel"
    HTML = "html"
    CSV = "csv"
    TEXT = "text"


def kind_of(content: bytes, filename: str) -> DocumentKind:
    """The kind of document that `content` is, whatever its name says; refused with a sentence where it is
    none.
    """
    head = content[:1024]
    if head.startswith(_ZIP):
        return _kind_of_archive(content)
    if head.startswith(_OLE):
        return _kind_of_ole(content)
    if b"%PDF-" in head:
        return DocumentKind.PDF
    _refuse_known_strangers(head)
    return _kind_of_text(decoded(content), PurePath(filename).suffix.lower())


def _kind_of_archive(content: bytes) -> DocumentKind:
    names = archive.part_names(content)
    if "word/document.xml" in names:
        return DocumentKind.WORD
    if "xl/workbook.xml" in names:
        return DocumentKind.EXCEL
    raise UnreadableFile(f"This is a compressed file of another kind. {WANTED}")


def _kind_of_ole(content: bytes) -> DocumentKind:
    """Files of Office 97 to 2003, and new ones under a password, share one wrapping: told apart by what is
    inside.
    """
    if _names(content, "EncryptedPackage"):
        raise UnreadableFile(archive.ENCRYPTED)
    if _names(content, "_VBA_PROJECT"):
        raise UnreadableFile(archive.MACROS)
    if _names(content, "Workbook") or _names(content, "Book"):
        return DocumentKind.OLD_EXCEL
    raise UnreadableFile("This is an old Word or Office file: open it, save it as .docx, then try again.")


def _names(content: bytes, stream: str) -> bool:
    """Whether the wrapping lists a part of this name; a zero ends each name, which "Bookmark" in a text lacks."""
    return f"{stream}\0".encode("utf-16-le") in content


def _refuse_known_strangers(head: bytes) -> None:
    if head.startswith(_PICTURES):
        raise UnreadableFile("This is a picture: ask for the document it was taken from, with text in it.")
    if head.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile("This is a rich text file: open it in Word, save it as .docx, then try again.")


def _kind_of_text(text: str, suffix: str) -> DocumentKind:
    if _PAGE.match(text) or (suffix in {".html", ".htm"} and "<" in text):
        return DocumentKind.HTML
    return DocumentKind.CSV if suffix == ".csv" else DocumentKind.TEXT
