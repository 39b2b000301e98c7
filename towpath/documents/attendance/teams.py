"""The attendance file of a Teams meeting: who was there, from when until when, and for how many minutes."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from towpath.documents.attendance.layout import ParsedAttendance, layout_of
from towpath.documents.attendance.meeting import Meeting
from towpath.documents.attendance.moments import DateOrder, Decided, decided
from towpath.documents.attendance.people import Attended, TeamsAttendance
from towpath.documents.wording import folded


def teams_attendance(text: str, sha256: str, order: DateOrder | None = None) -> TeamsAttendance:
    """What the text of a file says, in any of the shapes in which Teams exports it."""
    layout = layout_of(text)
    meeting = Meeting.of(layout, _decided(layout, order))
    people = meeting.attended()
    return TeamsAttendance(
        title=layout.title,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        people=people,
        doubts=tuple(meeting.doubts),
        sha256=sha256,
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
