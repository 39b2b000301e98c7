"""Files that rows name: kept in one folder, and handed out only as they were kept, known by their fingerprint."""

import errno
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db.models import FileField, Model
from django.db.models.fields.files import FieldFile

from towpath.foundation.disk import see_on_disk
from towpath.records.set_aside import kept_out


class NotAsKeptError(Exception):
    """A file is missing or was altered since it was kept. `subject` is the record it belongs to."""

    def __init__(self, subject: Model, fault: str, remedy: str) -> None:
        super().__init__(f"This file {'is missing' if fault == 'missing' else 'was altered since it was kept'}.")
        self.subject, self.fault, self.remedy = subject, fault, remedy


class KeptFileStorage(FileSystemStorage):
    """A folder whose files are on the disk before a row names them, and which is not made anew where one is missed."""

    def _save(self, name: str, content: File[bytes]) -> str:
        """A folder that is gone although rows name files in it is a disk that is not mounted. Raises OSError."""
        if not Path(self.location).is_dir() and any(True for _ in named_files()):
            raise FileNotFoundError(errno.ENOENT, "The folder of the kept files is missing", str(self.location))
        saved: str = super()._save(name, content)  # type: ignore[misc]
        kept = Path(self.path(saved))
        see_on_disk(kept)
        see_on_disk(kept.parent)
        return saved


def named_files() -> Iterator[str]:
    """The name of every file that a row names, in its table or among what was taken back."""
    for model in apps.get_models():
        for field in [one for one in model._meta.fields if isinstance(one, FileField)]:
            yield from model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).iterator()
            yield from (name for name in kept_out(model, field.name) if name)


def content_of(file: FieldFile, *, sha256: str, subject: Model, remedy: str = "") -> bytes:
    """What the file holds, if it is there and unaltered. Raises NotAsKeptError with what can be done about it.

    Read whole, so that what was checked is what is handed out. Where the folder of all files is away, or nobody lets
    the file be read, OSError says so: that is no fault of this file.
    """
    try:
        with file.open("rb") as kept:
            content: bytes = kept.read()
    except PermissionError:
        raise
    except (OSError, ValueError) as error:  # ValueError: no file is named
        if not Path(settings.MEDIA_ROOT).is_dir():
            raise
        raise NotAsKeptError(subject, "missing", remedy) from error
    return unaltered(content, sha256=sha256, subject=subject, remedy=remedy)


def unaltered(content: bytes | memoryview, *, sha256: str, subject: Model, remedy: str = "") -> bytes:
    """The content, if it has the fingerprint it was kept under. Raises NotAsKeptError."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotAsKeptError(subject, "altered", remedy)
    return bytes(content)


def faults_of_files(files: Iterable[tuple[Model, FieldFile, str]]) -> Iterator[str]:
    """A sentence for each file that is not as it was kept, given as its row, the file and its fingerprint."""
    for row, file, sha256 in files:
        if fault := _fault_of(file, sha256):
            noun = str(row._meta.verbose_name)
            yield f"{noun[:1].upper()}{noun[1:]} {row.pk}: its file {fault}."


def _fault_of(file: FieldFile, sha256: str) -> str:
    """What is wrong with a file; "" for none. It is read piece by piece."""
    try:
        with file.open("rb") as kept:
            is_as_kept = hashlib.file_digest(kept, "sha256").hexdigest() == sha256
    except (OSError, ValueError):
        return "is missing"
    return "" if is_as_kept else "was altered since it was kept"
