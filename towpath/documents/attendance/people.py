"""Who came to a session, as a file of attendance tells of them."""

from dataclasses import dataclass
from datetime import datetime

from towpath.documents.rows import RowNote


@dataclass(frozen=True)
class Attended:
    """One person at one meeting, all their joins and leavings together.

    What the file does not say is None, never nought: some organisations let Teams keep no times. `minutes` are
    whole ones, and time on two devices at once counts once. `row` is the first line that names the person.
    `never_joined` says that the file gives times, and none for them: they registered and did not come.
    """

    name: str
    email: str
    role: str
    joined_at: datetime | None
    left_at: datetime | None
    minutes: int | None
    row: int
    never_joined: bool = False

    @property
    def is_organiser(self) -> bool:
        return self.role.casefold() in {"organiser", "organizer"}


@dataclass(frozen=True)
class TeamsAttendance:
    """A meeting and who came. Times are those of the wall clock in London, without a zone.

    `sha256` is of the bytes; `same_meeting` is the same however the same meeting's file was exported or saved.
    """

    title: str
    started_at: datetime | None
    ended_at: datetime | None
    people: tuple[Attended, ...]
    doubts: tuple[str, ...]
    sha256: str
    same_meeting: str


@dataclass(frozen=True)
class RegisterRow:
    """One person of a register, in the register's words. `minutes` is None where it does not say."""

    name: str
    email: str
    staff_group_words: str
    practice_words: str
    attended: bool
    minutes: int | None
    row: int


@dataclass(frozen=True)
class Register:
    """A register as read: the rows that can be taken, and those that cannot until somebody corrects them."""

    rows: tuple[RegisterRow, ...]
    errors: tuple[RowNote, ...]
    doubts: tuple[str, ...]
    sha256: str
