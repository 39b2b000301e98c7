"""A PDF is whole, and what its reader unpacks and draws of it has an end."""

import zlib
from typing import Any

from pdfminer import pdftypes
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream

from towpath.documents.limits import MAX_UNPACKED_BYTES, check_drawings, check_unpacked
from towpath.documents.table import DAMAGED, UnreadableFile

_TAIL = 64 * 1024  # some programs leave bytes after the end, so the mark is looked for in the last stretch


def check_whole(content: bytes) -> None:
    """A PDF ends with its end-of-file mark; one cut short on the way does not."""
    if b"%%EOF" not in content[-_TAIL:]:
        raise UnreadableFile(DAMAGED)


def limit_streams() -> None:
    """Count what the library unpacks, as it unpacks it: streams in streams, under a password that is blank, wherever it
    finds them. For a process that reads one file and ends.
    """
    unpack, unpacking = PDFStream.decode, Unpacking()

    def decode(stream: PDFStream) -> None:
        unpack(stream)
        unpacking.add(len(stream.data or b""))

    PDFStream.decode = decode  # type: ignore[method-assign,assignment]
    pdftypes.zlib = unpacking  # type: ignore[attr-defined,assignment]


class Unpacking:
    """Stands where the library knows the module `zlib`: no stream is unpacked further than the limit on all of them."""

    error = zlib.error

    def __init__(self) -> None:
        self.total = 0

    def add(self, size: int) -> None:
        self.total += size
        check_unpacked(self.total)

    def decompress(self, packed: bytes) -> bytes:
        """All of a stream, or as much as there is of one that is cut short."""
        unpacked = zlib.decompressobj().decompress(packed, MAX_UNPACKED_BYTES - self.total + 1)
        check_unpacked(self.total + len(unpacked))
        return unpacked

    def decompressobj(self) -> "_Piecewise":
        """For a damaged stream, which the library unpacks sign by sign up to the damage."""
        return _Piecewise(MAX_UNPACKED_BYTES - self.total)


class _Piecewise:
    """Unpacks the pieces of one stream, no further than what is left of the limit."""

    def __init__(self, left: int) -> None:
        self._left, self._unpacker = left, zlib.decompressobj()

    def decompress(self, piece: bytes) -> bytes:
        unpacked = self._unpacker.decompress(piece, self._left + 1)
        self._left -= len(unpacked)
        check_unpacked(MAX_UNPACKED_BYTES - self._left)
        return unpacked


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
