"""The parts of a Teams attendance file, in each of its shapes: what it says of the meeting, then people or events."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from towpath.documents.attendance.moments import WrittenMoment, seconds_in, written_moment
from towpath.documents.table import UnreadableFile
from towpath.documents.wording import folded, normalised

MAX_LINES = 20_000

_SEPARATORS = ("\t", ",", ";")
_SECTION = re.compile(r"\d+\.\s+(?P<title>\D.*)")
_SECTIONS_READ = {"participants", "in-meeting activities"}
_UTC = " (utc)"
_TITLE = {"meeting title", "title"}
_STARTED = {"start time", "meeting start time"}
_ENDED = {"end time", "meeting end time"}
_NAME = ("name", "full name", "participant name")
_EMAIL = ("email", "email address", "participant id (upn)", "registration email")
_JOINED, _LEFT = ("join time", "first join", "first join time"), ("leave time", "last leave", "last leave time")
_LENGTH = ("in-meeting duration", "duration", "attendance duration")
_UNKNOWN = (
    "This is not the attendance file of a Teams meeting, or not in English: take it out of Teams again, "
    "with the language set to English."
)
_TOO_LONG = f"The attendance file has more than {MAX_LINES:,} lines: one file holds one meeting."


@dataclass(frozen=True)
class AttendanceEntry:
    """What one row says of a person: a whole meeting's summary, or one of several stays."""

    name: str
    email: str
    role: str
    joined: WrittenMoment | None
    left: WrittenMoment | None
    seconds: int | None
    row: int


@dataclass(frozen=True)
class JoinEvent:
    """One join or leaving, as the older files list them."""

    name: str
    is_join: bool
    at: WrittenMoment
    row: int


@dataclass
class ParsedAttendance:
    """A file taken apart. `people` are summed up by Teams, `stays` are single; `events` are of the older shape."""

    title: str = ""
    started: WrittenMoment | None = None
    ended: WrittenMoment | None = None
    people: list[AttendanceEntry] = field(default_factory=list)
    stays: list[AttendanceEntry] = field(default_factory=list)
    events: list[JoinEvent] = field(default_factory=list)

    def moments(self) -> Iterator[WrittenMoment]:
        """Every moment of the file."""
        yield from filter(None, (self.started, self.ended))
        for entry in (*self.people, *self.stays):
            yield from filter(None, (entry.joined, entry.left))
        yield from (event.at for event in self.events)


def layout_of(text: str) -> ParsedAttendance:
    """The parts of the file, whichever sign separates its cells."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise UnreadableFile(_TOO_LONG)
    for sign in _SEPARATORS:
        layout = _taken_apart(_rows(lines, sign))
        if layout.people or layout.stays or layout.events:
            return layout
    raise UnreadableFile(_UNKNOWN)


def _rows(lines: Sequence[str], sign: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line. No cell here runs over lines, so that a stray quotation mark in a name harms only
    its own.
    """
    for number, line in enumerate(lines, start=1):
        yield number, [normalised(cell.strip().strip('"')) for cell in _cells(line, sign)]


def _cells(line: str, sign: str) -> list[str]:
    if sign == "\t":
        return line.split(sign)
    try:
        return next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return []  # a line longer than any that a meeting has


def _taken_apart(rows: Iterable[tuple[int, list[str]]]) -> ParsedAttendance:
    layout, header, section = ParsedAttendance(), None, ""
    for number, cells in rows:
        found = _SECTION.fullmatch(cells[0]) if cells and not any(cells[1:]) else None
        if found or not any(cells):
            header, section = None, folded(found["title"]) if found else section
        elif header:
            _take_row(layout, dict(zip(header, cells, strict=False)), number)
        elif not section or section in _SECTIONS_READ:
            header = _header(cells)
            if header is None:
                _take_fact(layout, cells, number)
        else:
            _take_fact(layout, cells, number)
    return layout


def _header(cells: Sequence[str]) -> list[str] | None:
    """The names of the columns, if this row names them."""
    names = [folded(cell) for cell in cells]
    plain = {name.removesuffix(_UTC) for name in names}
    has_people = plain.intersection(_NAME) and plain.intersection((*_EMAIL, *_JOINED, *_LENGTH, "timestamp"))
    return names if has_people else None


def _take_fact(layout: ParsedAttendance, cells: Sequence[str], row: int) -> None:
    """A line of the summary: a label and what it says."""
    label, value = folded(cells[0]), cells[1] if len(cells) > 1 else ""
    plain = label.removesuffix(_UTC)
    if plain in _TITLE:
        layout.title = value
    elif plain in _STARTED:
        layout.started = written_moment(value, row, is_utc=plain != label)
    elif plain in _ENDED:
        layout.ended = written_moment(value, row, is_utc=plain != label)


def _take_row(layout: ParsedAttendance, cells: dict[str, str], row: int) -> None:
    name = _first(cells, _NAME)
    if not name:
        return
    if "user action" in cells:
        _take_event(layout, name, cells, row)
        return
    entry = AttendanceEntry(
        name=name,
        email=next((words for words in _all(cells, _EMAIL) if "@" in words), "").casefold(),
        role=_first(cells, ("role",)),
        joined=_moment(cells, _JOINED, row),
        left=_moment(cells, _LEFT, row),
        seconds=seconds_in(_first(cells, _LENGTH)),
        row=row,
    )
    is_stay = any(label.removesuffix(_UTC) == "join time" for label in cells)
    (layout.stays if is_stay else layout.people).append(entry)


def _take_event(layout: ParsedAttendance, name: str, cells: dict[str, str], row: int) -> None:
    """ "Joined", "Joined before" or "Left"."""
    action = folded(cells["user action"])
    at = _moment(cells, ("timestamp",), row)
    if at is None or not action.startswith(("join", "left")):
        raise UnreadableFile(f"Row {row} does not say when {name} joined or left: take the file out of Teams again.")
    layout.events.append(JoinEvent(name, action.startswith("join"), at, row))


def _moment(cells: dict[str, str], labels: Sequence[str], row: int) -> WrittenMoment | None:
    for label in labels:
        for heading, is_utc in ((label, False), (label + _UTC, True)):
            if cells.get(heading):
                return written_moment(cells[heading], row, is_utc=is_utc)
    return None


def _first(cells: dict[str, str], labels: Sequence[str]) -> str:
    return next(_all(cells, labels), "")


def _all(cells: dict[str, str], labels: Sequence[str]) -> Iterator[str]:
    return (cells[label] for label in labels if cells.get(label))
