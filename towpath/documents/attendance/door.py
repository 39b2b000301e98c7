"""The door for files of attendance: bytes and a name in, who came to the session out."""

from towpath.documents.attendance.moments import DateOrder
from towpath.documents.attendance.people import Register, TeamsAttendance
from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask


def read_attendance(content: bytes, name: str = "") -> TeamsAttendance | Register:
    """Read the file that Teams exports, or a register, told apart by its first lines."""
    read: TeamsAttendance | Register = read_apart(ReadingTask.ATTENDANCE, content, name=name)
    return read


def read_teams(content: bytes, name: str = "", *, order: DateOrder | None = None) -> TeamsAttendance:
    """Read the attendance file that Teams exports, in any of its shapes, as it came or saved again as CSV.

    Dates that could be read both ways are told in a doubt; `order` then says what a person answered. Raises
    `UnreadableFile`, and nothing else, with a sentence for the person who sent the file.
    """
    read: TeamsAttendance = read_apart(ReadingTask.TEAMS, content, name=name, order=order)
    return read


def read_register(content: bytes, name: str = "") -> Register:
    """Read a register, its columns found by their headings in any order.

    A row that is wrong is an error beside the rows that are right; only a file that is no register at all raises
    `UnreadableFile`, with a sentence for the person who sent it.
    """
    read: Register = read_apart(ReadingTask.REGISTER, content, name=name)
    return read
