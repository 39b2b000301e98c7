"""Checks on a PDF before it is opened: that it is whole, and that its streams do not swell without end."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream

from towpath.documents.archive import DAMAGED
from towpath.documents.limits import MAX_UNPACKED_BYTES, check_drawings, check_unpacked
from towpath.documents.table import UnreadableFile

_TAIL = 64 * 1024  # some programs leave bytes after the end, so the mark is looked for in the last stretch
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ZLIB_STARTS = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")
_MOST_LAYERS = 4


def check_whole(content: bytes) -> None:
    """A PDF ends with its end-of-file mark; one cut short on the way does not."""
    if b"%%EOF" not in content[-_TAIL:]:
        raise UnreadableFile(DAMAGED)


def check_streams(content: bytes) -> None:
    """All compressed streams together unpack to at most 100 MB, layers packed in layers included."""
    total = 0
    for packed in _streams(content):
        if packed.startswith(_ZLIB_STARTS):
            total += _unpacked_size(packed, MAX_UNPACKED_BYTES - total + 1)
            check_unpacked(total)


def limit_streams() -> None:
    """Count what the library unpacks, wherever it finds it: streams in streams, under a password that is blank, or out
    of reach of the check above. For a process that reads one file and ends.
    """
    unpack, total = PDFStream.decode, 0

    def decode(stream: PDFStream) -> None:
        nonlocal total
        unpack(stream)
        total += len(stream.data or b"")
        check_unpacked(total)

    PDFStream.decode = decode  # type: ignore[method-assign,assignment]


def limit_drawings() -> None:
    """Count how often a drawing within the pages is drawn: ten that draw the next ten times over are drawn without end.

    For a process that reads one file and ends.
    """
    draw, total = PDFPageInterpreter.do_Do, 0

    def do_do(interpreter: PDFPageInterpreter, name: Any) -> None:
        nonlocal total
        total += 1
        check_drawings(total)
        draw(interpreter, name)

    PDFPageInterpreter.do_Do = do_do  # type: ignore[method-assign,assignment]


def _streams(content: bytes) -> Iterator[bytes]:
    end = 0
    while (start := _STREAM.search(content, end)) and (end := content.find(b"endstream", start.end())) > 0:
        yield content[start.end() : end]


def _unpacked_size(packed: bytes, most: int) -> int:
    """How many bytes the packed ones hold, counted no further than `most`."""
    size = 0
    for _ in range(_MOST_LAYERS):
        packed = _unpacked(packed, most)
        size = max(size, len(packed))
        if not packed.startswith(_ZLIB_STARTS):
            break
    return size


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, max(most, 1))
    except zlib.error:
        return b""
