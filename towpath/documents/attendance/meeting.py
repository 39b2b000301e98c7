"""A Teams meeting put together from the rows of its file: each person once, their stays added up."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from towpath.documents.attendance.layout import AttendanceEntry, ParsedAttendance
from towpath.documents.attendance.moments import Decided
from towpath.documents.attendance.people import Attended
from towpath.documents.attendance.presence import OpenStretch, Stretch, seconds_present, stretches_of
from towpath.documents.wording import folded

# What Teams writes behind the name of somebody from elsewhere.
_STANDING = re.compile(r"\s*\((?:guest|external|unverified)\)", re.IGNORECASE)


@dataclass
class _Person:
    """The rows of one person as they are gathered: `summed` by Teams itself, `stretches` from joins and leavings."""

    name: str
    row: int
    summed: list[AttendanceEntry] = field(default_factory=list)
    stretches: list[OpenStretch] = field(default_factory=list)
    only_left: bool = False


@dataclass
class Meeting:
    """The meeting while its file is put together; `last` is the latest moment the file knows of."""

    layout: ParsedAttendance
    decided: Decided
    started_at: datetime | None
    ended_at: datetime | None
    last: datetime | None
    doubts: list[str]

    @classmethod
    def of(cls, layout: ParsedAttendance, decided: Decided) -> "Meeting":
        moments = [written.at(decided.order) for written in layout.moments()]
        started_at = decided.moment(layout.started) or min(moments, default=None)
        last = max(moments, default=None)
        doubts = [decided.doubt] if decided.doubt else []
        return cls(layout, decided, started_at, decided.moment(layout.ended) or last, last, doubts)

    def attended(self) -> tuple[Attended, ...]:
        """Everyone, in the order in which the file first names them."""
        people = self._summed()
        self._add_stays(people)
        self._add_events(people)
        gives_times = any(_was_there(person) for person in people.values())
        return tuple(self._attended(who, person, gives_times) for who, person in people.items())

    def _summed(self) -> dict[str, _Person]:
        people: dict[str, _Person] = {}
        for entry in self.layout.people:
            person = people.setdefault(_who(entry), _Person(entry.name, entry.row))
            person.summed.append(entry)
            if len(person.summed) > 1:
                self.doubts.append(f"Rows {person.row} and {entry.row} look like one person and were taken together.")
        return people

    def _add_stays(self, people: dict[str, _Person]) -> None:
        for entry in self.layout.stays:
            person = people.setdefault(_who(entry), _Person(entry.name, entry.row))
            joined = self.decided.moment(entry.joined)
            if joined:
                person.stretches.append((joined, self.decided.moment(entry.left)))
            if person.row == entry.row:
                person.summed.append(entry)

    def _add_events(self, people: dict[str, _Person]) -> None:
        events: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
        for event in self.layout.events:
            people.setdefault(folded(event.name), _Person(event.name, event.row))
            events[folded(event.name)].append((event.at.at(self.decided.order), event.is_join))
        for who, theirs in events.items():
            people[who].stretches = stretches_of(theirs)
            if not people[who].stretches:
                people[who].only_left = True
                self.doubts.append(f"Row {people[who].row} has a leaving and no joining: the minutes are not known.")

    def _attended(self, who: str, person: _Person, gives_times: bool) -> Attended:
        stays = self._closed(person)
        spans = [span for entry in person.summed if (span := self._span(entry))]
        return Attended(
            name=_STANDING.sub("", person.name).strip() or person.name,
            email=who if "@" in who else "",
            role=next((entry.role for entry in person.summed), "").replace("Organizer", "Organiser"),
            joined_at=min((began for began, _ in stays or spans), default=None),
            left_at=max((ended for _, ended in stays or spans), default=None),
            minutes=_minutes(seconds_present(stays) if stays else _counted(person.summed, spans)),
            row=person.row,
            never_joined=gives_times and not _was_there(person) and not person.only_left,
        )

    def _span(self, entry: AttendanceEntry) -> Stretch | None:
        joined, left = self.decided.moment(entry.joined), self.decided.moment(entry.left)
        return (joined, left) if joined and left else None

    def _closed(self, person: _Person) -> list[Stretch]:
        """Every stretch with an end: one without is counted to the last moment the file knows of, and told."""
        closed = []
        for began, ended in person.stretches:
            until = ended or max(filter(None, (began, self.ended_at, self.last)))
            if ended is None:
                self.doubts.append(f"Row {person.row} has a join without a leaving: counted until {until:%H:%M}.")
            closed.append((began, until))
        return closed


def _was_there(person: _Person) -> bool:
    """Whether the file gives any moment or length of this person's presence."""
    return bool(person.stretches) or any(entry.joined or entry.left or entry.seconds for entry in person.summed)


def _who(entry: AttendanceEntry) -> str:
    """The same person: the same address, or the same name where the file gives no address."""
    return entry.email or folded(entry.name)


def _counted(summed: Sequence[AttendanceEntry], spans: Sequence[Stretch]) -> int | None:
    """What Teams itself counted, which for two devices at once may be more than the time that passed."""
    seconds = [entry.seconds for entry in summed if entry.seconds is not None]
    if not seconds:
        return None
    return min(sum(seconds), seconds_present(spans)) if spans else sum(seconds)


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else seconds // 60
