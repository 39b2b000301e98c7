"""Seeing what was written on the disk, and not only on its way there."""

import os
from pathlib import Path


def see_on_disk(path: Path) -> None:
    """Return when a file, or the names in a folder, stand on the disk. Folders are no files on Windows."""
    if path.is_dir() and os.name != "posix":
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
