"""Files that strangers made are read in a process of their own, with little memory and time.

The libraries that read them believe what a file says of itself, and a small one can say that it holds billions of cells
or letters. However it does so, that ends the process that reads it and not the one that serves people.
"""

import io
import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from towpath.documents import grid, table
from towpath.documents.archive import DAMAGED
from towpath.documents.grid import Contents
from towpath.documents.kinds import DocumentKind
from towpath.documents.readers import child
from towpath.documents.table import UnreadableFile

_REMEDY = "save only the part that holds the plan, then try again."
TOO_MUCH = f"The file takes too much memory to read: {_REMEDY}"
TOO_LONG = f"The file takes longer than {child.SECONDS} seconds to read: {_REMEDY}"

_ROOT = Path(__file__).resolve().parents[3]
_ON_THE_CLOCK = 2  # seconds for one of a processor's, where the machine has other things to do
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)  # Windows has no such signal
_CLASSES = {
    (one.__module__, one.__name__): one
    for one in (grid.Contents, grid.Grid, grid.Paragraph, table.Cell, table.Fill, table.Note, table.Place)
}


def read_apart(kind: DocumentKind, content: bytes, *, seconds: int = child.SECONDS) -> Contents:
    """What the reader of this kind makes of the file. Raises `UnreadableFile`, whatever ends the reading."""
    contents: Contents = _done_apart(kind.value, content, seconds)
    return contents


def mark_apart(content: bytes, notes: Sequence[tuple[str, int, int, str]]) -> bytes:
    """A workbook with what is to be said of its cells: sheet, row, column and sentence. Raises `UnreadableFile`."""
    marked: bytes = _done_apart(child.MARK, json.dumps(notes).encode() + b"\n" + content, child.SECONDS)
    return marked


def _done_apart(what: str, sent: bytes, seconds: int) -> Any:
    command = [sys.executable, "-m", child.__name__, what, str(seconds)]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, nothing of the file in the command
            command, input=sent, capture_output=True, timeout=_ON_THE_CLOCK * seconds, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_LONG) from error
    if ended.returncode == child.REFUSED:
        raise UnreadableFile(ended.stdout.decode())
    if ended.returncode and ended.returncode == _OUT_OF_TIME:
        raise UnreadableFile(TOO_LONG)
    if ended.returncode:
        raise UnreadableFile(DAMAGED if ended.returncode == child.DAMAGED else TOO_MUCH)
    return _Unpickler(io.BytesIO(ended.stdout)).load()


class _Unpickler(pickle.Unpickler):
    """Builds what a reader hands on, and can build nothing else: a file that took the reader over gets no further."""

    def find_class(self, module: str, name: str) -> type:
        return _CLASSES[module, name]
