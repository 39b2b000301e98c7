"""What others on the same machine may do with the files that Towpath keeps: nothing.

Modes are those of POSIX; Windows has none, and there a folder's own settings decide.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from towpath.serving.databases import file_of

FOR_OTHERS = 0o077
_BESIDE_DATABASE = ("", "-wal", "-shm", "-journal")


def keep_for_oneself() -> None:
    """Whatever this process and those it starts make from now on, nobody else may read."""
    os.umask(FOR_OTHERS)


def put_right() -> str:
    """Take from others what they may do with the database and the kept files. Returns a sentence where it was needed.

    Raises CommandError where a file stays open to others, as it belongs to another user.
    """
    if os.name != "posix":
        return ""
    changed = [path for path in _kept() if _close(path)]
    if not changed:
        return ""
    others = f" and {len(changed) - 1:,} more" if changed[1:] else ""
    return f"Others on this machine could reach {changed[0]}{others}: from now on only the user who runs Towpath can."


def _kept() -> Iterator[Path]:
    """The database where it is a file, what SQLite keeps beside it, and every kept file in its folders."""
    database, media = file_of(connections["default"]), Path(settings.MEDIA_ROOT)
    if database:
        yield from (path for end in _BESIDE_DATABASE if (path := database.with_name(database.name + end)).exists())
    for folder, _, files in os.walk(media):
        yield Path(folder)
        yield from (Path(folder, name) for name in files)


def _close(path: Path) -> bool:
    """Whether others could reach it. What a link leads to is not ours to change, and what is gone by now needs none."""
    with suppress(FileNotFoundError):
        if not _is_open(path):
            return False
        with suppress(PermissionError):
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~FOR_OTHERS)
        if _is_open(path):
            raise CommandError(
                f"Others on this machine can reach {path}, and it cannot be changed from here: give it to the user who "
                "runs Towpath, or take it from others yourself (chmod go= …), then start again."
            )
        return True
    return False


def _is_open(path: Path) -> bool:
    kept = path.lstat()
    return not stat.S_ISLNK(kept.st_mode) and bool(stat.S_IMODE(kept.st_mode) & FOR_OTHERS)
