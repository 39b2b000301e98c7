"""From the bytes a person sends to the text of the practice file: its archive opened, its alphabet told."""

import re
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

from towpath.documents import archive
from towpath.documents.limits import MAX_BYTES
from towpath.documents.table import DAMAGED, UnreadableFile

MAX_ROWS = 100_000

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_AGAIN = "download epraccur again and send it as it came."
_EMPTY = f"The practice file is empty: {_AGAIN}"
_TOO_LARGE = f"The practice file is larger than 20 MB, far more than the NHS publishes: {_AGAIN}"
_TOO_LONG = f"The practice file has more than {MAX_ROWS:,} rows, far more than the NHS publishes: {_AGAIN}"
_EXCEL = f"This is an Excel workbook, which changes codes and dates: {_AGAIN}"
_UTF16 = f"The practice file was saved as Unicode text (UTF-16): {_AGAIN}"
_NOT_ONE = "The archive does not hold one practice file: send the file epraccur.csv that is in it."


def opened(content: bytes) -> tuple[str, str]:
    """The text of the file and the encoding it is in; refused with a sentence where it cannot be the file."""
    plain = _unpacked(content) if content.startswith(_ZIP) else content
    _check(plain)
    text, encoding = _decoded(plain)
    strange = _NO_TEXT.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        raise UnreadableFile(f"Row {line} holds signs of another encoding than UTF-8 or Latin-1: {_AGAIN}")
    return text, encoding


def _check(content: bytes) -> None:
    """The limits, checked before anything is decoded, so that a vast file is refused at once."""
    if not content.strip():
        raise UnreadableFile(_EMPTY)
    if content.startswith(_OLD_EXCEL):
        raise UnreadableFile(_EXCEL)
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_ROWS:
        raise UnreadableFile(_TOO_LONG)
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_TOO_LARGE)


def _unpacked(content: bytes) -> bytes:
    """The one table in the archive the old file came in, beside its description."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_TOO_LARGE)
    try:
        names = archive.part_names(content)
        if "xl/workbook.xml" in names:
            raise UnreadableFile(_EXCEL)
        return _only_table(content, names)
    except UnreadableFile:
        raise
    except Exception as error:
        # zipfile fails in many ways on an archive that is cut, lying or packed by a method unknown here.
        raise UnreadableFile(DAMAGED) from error


def _only_table(content: bytes, names: frozenset[str]) -> bytes:
    tables = [name for name in names if PurePosixPath(name).suffix.lower() == ".csv"]
    named = [name for name in tables if PurePosixPath(name).stem.lower() == "epraccur"]
    found = named or tables
    if len(found) != 1:
        raise UnreadableFile(_NOT_ONE)
    with ZipFile(BytesIO(content)) as packed:
        if packed.getinfo(found[0]).file_size > MAX_BYTES:
            raise UnreadableFile(_TOO_LARGE)
        return packed.read(found[0])


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(_UTF16_MARKS) or b"\0" in content[:200]:
        raise UnreadableFile(_UTF16)
    if content.startswith(_UTF8_MARK):
        return _marked(content.removeprefix(_UTF8_MARK)), "utf-8-sig"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _marked(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(f"Row {line} is not in UTF-8, as the file says it is: {_AGAIN}") from error
