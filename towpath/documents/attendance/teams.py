"""The attendance file of a Teams meeting: who was there, from when until when, and for how many minutes."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from towpath.documents.attendance.layout import ParsedAttendance, layout_of
from towpath.documents.attendance.meeting import Attended, Meeting
from towpath.documents.attendance.moments import DateOrder, Decided, decided
from towpath.documents.kinds import DocumentKind
from towpath.documents.reading import kind_sent
from towpath.documents.table import UnreadableFile
from towpath.documents.text_decoding import decoded
from towpath.documents.wording import folded

_NOT_TEXT = "This is not the attendance file of a Teams meeting: take it out of Teams as a .csv file."


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


def read_teams(content: bytes, name: str = "", *, order: DateOrder | None = None) -> TeamsAttendance:
    """Read the attendance file that Teams exports, in any of its shapes, as it came or saved again as CSV.

    Dates that could be read both ways are told in a doubt; `order` then says what a person answered. Raises
    `UnreadableFile`, and nothing else, with a sentence for the person who sent the file.
    """
    if kind_sent(content, name) not in {DocumentKind.CSV, DocumentKind.TEXT}:
        raise UnreadableFile(_NOT_TEXT)
    layout = layout_of(decoded(content))
    meeting = Meeting.of(layout, _decided(layout, order))
    people = meeting.attended()
    return TeamsAttendance(
        title=layout.title,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        people=people,
        doubts=tuple(meeting.doubts),
        sha256=hashlib.sha256(content).hexdigest(),
        same_meeting=_key(layout.title, meeting, people),
    )


def _decided(layout: ParsedAttendance, order: DateOrder | None) -> Decided:
    written = tuple(layout.moments())
    if order is not None and all(one.allows(order) for one in written):
        return Decided(order)
    return decided(written)


def _key(title: str, meeting: Meeting, people: Sequence[Attended]) -> str:
    """One key for one meeting. Seconds are left out, since a spreadsheet that saves the file again may drop them."""
    came = sorted([one.email or folded(one.name), _minute(one.joined_at), _minute(one.left_at)] for one in people)
    parts = [folded(title), _minute(meeting.started_at), _minute(meeting.ended_at), came]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
