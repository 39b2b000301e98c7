"""Files on their way into a backup and out of it: copied whole, seen on the disk, for their owner alone."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from towpath.foundation.disk import see_on_disk

PIECE = 1024 * 1024  # bytes that are copied at once


@dataclass(frozen=True)
class KeptFile:
    """By what a file is known: its fingerprint, and its size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path) -> "KeptFile":
        """Read piece by piece. Raises OSError."""
        with open(path, "rb") as file:
            return cls(hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size)


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder and those below it, with those that links lead to; in order of their names."""
    for inside, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names):
            path = Path(inside, name)
            if _is_file(path):
                yield path.relative_to(folder).as_posix()


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # gone meanwhile, or a link to nothing
        return False


def make_empty(path: Path) -> int:
    """A new file for its owner alone, opened to write. Raises FileExistsError."""
    make_folder(path.parent)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def make_folder(folder: Path) -> None:
    """With all those above it that are missing, for their owner alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """A file that has this name only when all of it is on the disk."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(make_empty(unfinished), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def copy(source: Path, target: Path) -> KeptFile:
    """Copy a file, and say what was written. Raises FileNotFoundError where it is gone, and OSError."""
    digest, size = hashlib.sha256(), 0
    with open(source, "rb") as incoming, os.fdopen(make_empty(target), "wb") as outgoing:
        while piece := incoming.read(PIECE):
            digest.update(piece)
            size += len(piece)
            outgoing.write(piece)
        outgoing.flush()
        os.fsync(outgoing.fileno())
    return KeptFile(digest.hexdigest(), size)


def see_all_on_disk(folder: Path) -> None:
    """The names in a folder and in those below it."""
    for inside, _, _ in os.walk(folder, topdown=False):
        see_on_disk(Path(inside))
