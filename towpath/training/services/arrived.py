"""A file of attendance as it arrived: read, and kept by nobody until somebody has looked it through."""

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePath
from typing import Self

from towpath.documents import attendance
from towpath.documents.attendance import Register, TeamsAttendance
from towpath.documents.table import UnreadableFile

MOST_PEOPLE = 500


@dataclass(frozen=True)
class Person:
    """One row of the file, in its own words; `minutes` is None where the file does not say.

    `never_joined` is of a Teams file: registered for the meeting, and never in it.
    """

    row: int
    name: str
    email: str = ""
    practice: str = ""
    staff: str = ""
    minutes: int | None = None
    attended: bool = True
    is_organiser: bool = False
    never_joined: bool = False


@dataclass(frozen=True)
class Arrived:
    """What a file says: its people, the day of its meeting, what is doubtful in it, and rows that cannot be taken."""

    name: str
    sha256: str
    meeting: str
    title: str
    day: date | None
    people: tuple[Person, ...]
    doubts: tuple[str, ...] = ()
    errors: tuple[tuple[int, str], ...] = ()

    def as_text(self) -> str:
        """The whole of it as short text, to be sealed and sent along with the preview."""
        kept = asdict(self) | {"day": self.day.isoformat() if self.day else ""}
        return b64encode(zlib.compress(json.dumps(kept).encode())).decode()

    @classmethod
    def from_text(cls, text: str) -> Self:
        kept = json.loads(zlib.decompress(b64decode(text)))
        return cls(
            **kept
            | {
                "day": date.fromisoformat(kept["day"]) if kept["day"] else None,
                "people": tuple(Person(**one) for one in kept["people"]),
                "doubts": tuple(kept["doubts"]),
                "errors": tuple((row, sentence) for row, sentence in kept["errors"]),
            }
        )


def read_attendance(content: bytes, name: str) -> Arrived:
    """Read an attendance file of Teams or a register. Raises UnreadableFile with the sentence to show."""
    read, short = attendance.read_attendance(content, name), PurePath(name).name[-250:] or "file"
    arrived = _of_teams(read, short) if isinstance(read, TeamsAttendance) else _of_register(read, short)
    if not arrived.people and not arrived.errors:
        raise UnreadableFile("The file names nobody: choose the file again.")
    if len(arrived.people) > MOST_PEOPLE:
        raise UnreadableFile(
            f"The file names {len(arrived.people):,} people, and one session takes {MOST_PEOPLE} at most: "
            "take in the file of one session."
        )
    return arrived


def _of_teams(read: TeamsAttendance, name: str) -> Arrived:
    people = tuple(
        Person(
            one.row, one.name, one.email, minutes=one.minutes, attended=not one.never_joined,
            is_organiser=one.is_organiser, never_joined=one.never_joined,
        )
        for one in read.people
    )  # fmt: skip
    day = read.started_at.date() if read.started_at else None
    return Arrived(name, read.sha256, read.same_meeting, read.title, day, people, read.doubts)


def _of_register(read: Register, name: str) -> Arrived:
    people = tuple(
        Person(one.row, one.name, one.email, one.practice_words, one.staff_group_words, one.minutes, one.attended)
        for one in read.rows
    )
    errors = tuple((one.row, f"{one}") for one in read.errors)
    return Arrived(name, read.sha256, "", "", None, people, read.doubts, errors)
