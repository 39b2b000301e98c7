"""Files on their way out: handed out only as they were kept, known by their fingerprint."""

import hashlib

from django.db.models import Model
from django.db.models.fields.files import FieldFile


class NotAsKeptError(Exception):
    """A file is missing or was altered since it was kept. `subject` is the record it belongs to."""

    def __init__(self, subject: Model, fault: str, remedy: str) -> None:
        super().__init__(f"This file {'is missing' if fault == 'missing' else 'was altered since it was kept'}.")
        self.subject, self.fault, self.remedy = subject, fault, remedy


def content_of(file: FieldFile, *, sha256: str, subject: Model, remedy: str = "") -> bytes:
    """What the file holds, if it is there and unaltered. Raises NotAsKeptError with what can be done about it.

    Read whole, so that what was checked is what is handed out.
    """
    try:
        with file.open("rb") as kept:
            content: bytes = kept.read()
    except (OSError, ValueError) as error:  # ValueError: no file is named
        raise NotAsKeptError(subject, "missing", remedy) from error
    return unaltered(content, sha256=sha256, subject=subject, remedy=remedy)


def unaltered(content: bytes | memoryview, *, sha256: str, subject: Model, remedy: str = "") -> bytes:
    """The content, if it has the fingerprint it was kept under. Raises NotAsKeptError."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotAsKeptError(subject, "altered", remedy)
    return bytes(content)
