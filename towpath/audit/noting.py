"""The head of the chain, noted where the database does not reach: in a file, one line a day, and by mail.

Somebody with the whole database and its keys can write another chain; that it passes through the heads that were noted
they cannot arrange.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from towpath.audit.models import Head
from towpath.ui.words import as_day

FILE = "heads.txt"
MAIL = """{day}: the audit record of {address} holds {count} entries, and its head is

{hash}

Keep this mail. Whether the record still passes through this head is proved by: towpath verify --noted {hash}
"""


@dataclass(frozen=True)
class NotedHead:
    """A head written down at an earlier time; by hand perhaps without the number of entries or the day."""

    hash: str
    count: int | None = None
    day: date | None = None

    @property
    def called(self) -> str:
        return f"the head noted on {as_day(self.day)}" if self.day else "the head that was noted"


class UnreadableNoteError(Exception):
    """A line among the noted heads is none."""


def note_head(head: Head, day: date) -> bool:
    """Note the head wherever the settings say. Returns whether it is noted anywhere outside the database."""
    if settings.TOWPATH_NOTED_HEADS:
        _add_line(Path(settings.TOWPATH_NOTED_HEADS), f"{day.isoformat()} {head.count} {head.hash}\n")
    if settings.TOWPATH_NOTED_HEADS_TO:
        told = {"day": as_day(day), "address": settings.TOWPATH_ADDRESS, "count": head.count, "hash": head.hash}
        subject = f"Head of the audit record on {as_day(day)}"
        send_mail(subject, MAIL.format(**told), settings.DEFAULT_FROM_EMAIL, [settings.TOWPATH_NOTED_HEADS_TO])
    return bool(settings.TOWPATH_NOTED_HEADS or settings.TOWPATH_NOTED_HEADS_TO)


def noted_heads() -> list[NotedHead]:
    """Every head in the file of noted ones; none where no folder is set or nothing is noted yet."""
    file = file_of_noted_heads()
    return [] if file is None else list(_read(file))


def file_of_noted_heads() -> Path | None:
    """Where they are noted; None where no folder is set or nothing is noted yet."""
    file = Path(settings.TOWPATH_NOTED_HEADS or ".") / FILE
    return file if settings.TOWPATH_NOTED_HEADS and file.exists() else None


def note_again(file: Path) -> None:
    """Add the lines of another file of noted heads that are missing in ours, where one is kept."""
    if not settings.TOWPATH_NOTED_HEADS:
        return
    folder, ours = Path(settings.TOWPATH_NOTED_HEADS), file_of_noted_heads()
    known = set(ours.read_text().splitlines()) if ours else set()
    missing = [line for line in file.read_text().splitlines() if line not in known]
    if missing:
        _add_line(folder, "".join(f"{line}\n" for line in missing))


def _add_line(folder: Path, line: str) -> None:
    """Add a line to the file, which only its owner reads, and see it on the disk."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(opened, line.encode())
        os.fsync(opened)
    finally:
        os.close(opened)


def _read(file: Path) -> Iterator[NotedHead]:
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        try:
            day, count, noted = line.split()
            yield NotedHead(noted, int(count), date.fromisoformat(day))
        except ValueError as error:
            raise UnreadableNoteError(f"Line {number} of the noted heads is no noted head.") from error
