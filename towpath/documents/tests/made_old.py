"""A workbook of Excel 97 written by hand, since no library at hand writes one: the least that such a file holds."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_SMALLEST_STREAM = 4096  # anything shorter would need the wrapping's second, smaller kind of sector
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_workbook(rows: Sequence[Sequence[str | float]], merged_down: tuple[int, int] | None = None) -> bytes:
    """One sheet of words and numbers; `merged_down` are the first and last row, from 0, merged in the first column."""
    name = b"Plan"
    workbook = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    starts_at = len(workbook) + 4 + 8 + len(name) + 4
    workbook += _record(0x85, struct.pack("<IBBBB", starts_at, 0, 0, len(name), 0) + name) + _record(0x0A, b"")
    return _wrapped(workbook + _sheet(rows, merged_down))


def _sheet(rows: Sequence[Sequence[str | float]], merged_down: tuple[int, int] | None) -> bytes:
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    sheet += b"".join(_cell(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row))
    if merged_down:
        sheet += _record(0xE5, struct.pack("<HHHHH", 1, *merged_down, 0, 0))
    return sheet + _record(0x0A, b"")


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        words = value.encode("cp1252")
        return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(words), 0) + words) if words else b""
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _wrapped(stream: bytes) -> bytes:
    """The stream in Microsoft's compound file: a header, a table of sectors, a directory, then the stream itself."""
    padded = stream.ljust(max(_SMALLEST_STREAM, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    chain = [*range(3, 2 + len(padded) // _SECTOR), _END]
    table = struct.pack("<128I", *([_TABLE, _END, *chain] + [_FREE] * (126 - len(chain))))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(padded))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, _SMALLEST_STREAM, _END, 0, _END, 0, 0)
    return header + struct.pack("<108I", *[_FREE] * 108) + table + directory.ljust(_SECTOR, b"\0") + padded


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = f"{name}\0".encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
