"""Files that no row names: left by a process that was killed between writing a file and keeping its row.

A file is written moments before the transaction that names it is kept: what is a day old and has no name by then will
have none.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from towpath.foundation.clock import now
from towpath.records.kept_files import named_files

LOG = logging.getLogger("towpath.faults")
KEPT_BACK = (
    "No row names %s of the files in %s, as many as have a name or more, so none was removed: see that the folder "
    "belongs to this database."
)
SAFE_AGE = timedelta(days=1)  # far longer than any transaction, and than any job


@dataclass(frozen=True)
class LeftFiles:
    """How many files that nothing named were removed, or kept back as something seems wrong."""

    removed: int = 0
    kept_back: int = 0


def clear_left_files() -> LeftFiles:
    """Remove the files that nothing names, and say how many.

    None is removed where they are as many as those with a name: then the folder belongs to another database than this
    one, or this one was put back to an earlier state.
    """
    folder = Path(settings.MEDIA_ROOT)
    old = set(_old_files(folder, before=now() - SAFE_AGE))  # before rows are asked: what comes to be named is younger
    named = set(named_files())
    left = old - named
    if left and len(left) >= len(old & named):
        LOG.error(KEPT_BACK, len(left), folder)
        return LeftFiles(kept_back=len(left))
    for name in left:
        with suppress(FileNotFoundError):
            (folder / name).unlink()
    if left:
        LOG.warning("Removed from %s: %s files that no row names.", folder, len(left))
    return LeftFiles(removed=len(left))


def _old_files(folder: Path, *, before: datetime) -> Iterator[str]:
    """The names of files older than that, as rows name them."""
    for place, _, files in os.walk(folder):
        for name in files:
            path = Path(place, name)
            with suppress(FileNotFoundError):
                if path.lstat().st_mtime < before.timestamp():
                    yield path.relative_to(folder).as_posix()
