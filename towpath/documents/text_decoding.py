"""Letters out of bytes: UTF-8, UTF-16 and the Windows code page, the encodings that plans arrive in."""

import codecs
import re

from towpath.documents.table import UnreadableFile

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def decoded(content: bytes) -> str:
    """The text of a file; refused with a sentence where its bytes are not text in any of these encodings."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(
        "This is no document that can be read here: choose a Word (.docx), PDF, Excel, CSV, web or text file."
    )


def _candidates(content: bytes) -> list[str]:
    """The encodings to try, the surest first."""
    marked = [name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)]
    return marked or ["utf-8", *_unmarked_utf16(content), "cp1252"]


def _unmarked_utf16(content: bytes) -> list[str]:
    """UTF-16 without its mark shows as a zero in nearly every other byte of English text."""
    sample = content[:2000]
    if len(content) % 2 or sample.count(0) * 3 < len(sample):
        return []
    return ["utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"]
