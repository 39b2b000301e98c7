"""Files of attendance: what Teams exports is text, and a register is a file of rows."""

import hashlib

from towpath.documents.attendance.moments import DateOrder
from towpath.documents.attendance.people import Register, TeamsAttendance
from towpath.documents.attendance.register import register_in
from towpath.documents.attendance.sending import speaks_of_teams
from towpath.documents.attendance.teams import teams_attendance
from towpath.documents.kinds import DocumentKind
from towpath.documents.readers.document import kind_sent
from towpath.documents.readers.sheets import read_sheets
from towpath.documents.table import UnreadableFile
from towpath.documents.text_decoding import decoded

_TEXTS = (DocumentKind.CSV, DocumentKind.TEXT)
_NOT_TEXT = "This is not the attendance file of a Teams meeting: take it out of Teams as a .csv file."


def read_attendance(content: bytes, name: str) -> TeamsAttendance | Register:
    """A meeting where the first lines say so, else a register."""
    is_of_teams = kind_sent(content, name) in _TEXTS and speaks_of_teams(decoded(content))
    return read_teams(content, name) if is_of_teams else read_register(content, name)


def read_teams(content: bytes, name: str, order: str | None = None) -> TeamsAttendance:
    if kind_sent(content, name) not in _TEXTS:
        raise UnreadableFile(_NOT_TEXT)
    return teams_attendance(decoded(content), _sha256(content), DateOrder(order) if order else None)


def read_register(content: bytes, name: str) -> Register:
    return register_in(read_sheets(content, name), _sha256(content))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
