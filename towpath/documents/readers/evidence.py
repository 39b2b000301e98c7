"""Whether a file is of the kind that its name says: told by what it holds, as whoever opens it trusts the name."""

from collections.abc import Callable
from email.parser import BytesHeaderParser
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from towpath.documents import archive
from towpath.documents.limits import check_size
from towpath.documents.table import UnreadableFile
from towpath.documents.text_decoding import decoded

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024  # bytes in which a PDF says that it is one
_MACRO_FOLDERS = ("Basic/", "Scripts/")  # of an OpenDocument file
_HEADERS_OF_MAIL = ("From", "Received", "Date", "Message-ID")
_MESSAGE = "__properties_version1.0".encode("utf-16-le")  # a part that every message of Outlook has


def check_evidence(content: bytes, name: str) -> None:
    """Refuse, with a sentence, a file that is not what its name says, that nobody could open, or that holds macros."""
    check_size(content)
    suffix = PurePath(name).suffix.lower()
    if content.startswith(_OLE) and "EncryptedPackage\0".encode("utf-16-le") in content:
        raise UnreadableFile(archive.ENCRYPTED)
    if suffix not in KINDS or not KINDS[suffix](content):
        raise UnreadableFile(
            f"The file is named “{suffix}” and holds something else: open it, save it as what it is, then try again."
        )


def _is_office(part: str) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(_ZIP) and part in archive.part_names(content)


def _is_open_document(kind: str) -> Callable[[bytes], bool]:
    wanted = f"application/vnd.oasis.opendocument.{kind}".encode()

    def is_one(content: bytes) -> bool:
        names = archive.part_names(content) if content.startswith(_ZIP) else frozenset()
        if any(name.startswith(_MACRO_FOLDERS) for name in names):
            raise UnreadableFile(archive.MACROS)
        return "mimetype" in names and _part(content, "mimetype") == wanted

    return is_one


def _part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as opened:
        return opened.read(name).strip()


def _is_text(content: bytes) -> bool:
    try:
        return bool(decoded(content))
    except UnreadableFile:
        return False


def _is_mail(content: bytes) -> bool:
    headers = BytesHeaderParser().parsebytes(content)
    return b"\0" not in content and any(name in headers for name in _HEADERS_OF_MAIL)


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


KINDS: dict[str, Callable[[bytes], bool]] = {
    ".pdf": lambda content: 0 <= content.find(b"%PDF-") < _HEAD,
    ".docx": _is_office("word/document.xml"),
    ".xlsx": _is_office("xl/workbook.xml"),
    ".pptx": _is_office("ppt/presentation.xml"),
    ".odt": _is_open_document("text"),
    ".ods": _is_open_document("spreadsheet"),
    ".csv": _is_text,
    ".txt": _is_text,
    ".eml": _is_mail,
    ".msg": lambda content: content.startswith(_OLE) and _MESSAGE in content,
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".jpg": _begins(b"\xff\xd8\xff"),
    ".jpeg": _begins(b"\xff\xd8\xff"),
}
