"""Files that strangers made are read in a process of their own, with little memory and time.

The libraries that read them believe what a file says of itself, and a small one can say that it holds billions of cells
or letters. However it does so, that ends the process that reads it and not the one that serves people.
"""

import io
import pickle
import subprocess
import sys
from pathlib import Path

from towpath.documents import grid, table
from towpath.documents.archive import DAMAGED
from towpath.documents.grid import Contents
from towpath.documents.kinds import Kind
from towpath.documents.readers import child
from towpath.documents.table import UnreadableDocument

TOO_MUCH = "The file takes too much memory or time to read: save only the part that holds the plan, then try again."

_ROOT = Path(__file__).resolve().parents[3]
_SECONDS = 2 * child.SECONDS  # on the clock, where the machine has other things to do
_CLASSES = {
    (one.__module__, one.__name__): one
    for one in (grid.Contents, grid.Grid, grid.Paragraph, table.Cell, table.Fill, table.Note, table.Place)
}


def read_apart(kind: Kind, content: bytes) -> Contents:
    """What the reader of this kind makes of the file. Raises `UnreadableDocument`, whatever ends the reading."""
    command = [sys.executable, "-m", child.__name__, kind.value]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, nothing of the file in the command
            command, input=content, capture_output=True, timeout=_SECONDS, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(TOO_MUCH) from error
    if ended.returncode == child.REFUSED:
        raise UnreadableDocument(ended.stdout.decode())
    if ended.returncode:
        raise UnreadableDocument(DAMAGED if ended.returncode == child.DAMAGED else TOO_MUCH)
    contents: Contents = _Unpickler(io.BytesIO(ended.stdout)).load()
    return contents


class _Unpickler(pickle.Unpickler):
    """Builds what a reader hands on, and can build nothing else: a file that took the reader over gets no further."""

    def find_class(self, module: str, name: str) -> type:
        return _CLASSES[module, name]
