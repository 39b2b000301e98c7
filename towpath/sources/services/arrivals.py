"""A file as it arrives: read before anything is kept, so that one that is refused leaves nothing behind."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from towpath.documents.plan import Mapping, read_arriving
from towpath.documents.table import Document


@dataclass(frozen=True)
class Arrival:
    """A file that could be read, with what it holds and its columns most likely mean; nothing is kept yet."""

    name: str
    content: bytes
    document: Document
    guess: Mapping

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def arrive(content: bytes, name: str) -> Arrival:
    """Read a file before anything is kept. Raises UnreadableFile, with the sentence to show, where it cannot be.

    Reading takes up to seconds, so it happens before the transaction that keeps the file, and holds nobody up.
    """
    return Arrival(PurePath(name).name[-250:] or "document", content, *read_arriving(content, name))
