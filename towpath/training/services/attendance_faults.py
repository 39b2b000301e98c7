"""What attendance must be. Each fault is a sentence that names its row, or its practice and staff group."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from towpath.documents.wording import normalised
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Headcount, SignUp
from towpath.records.refusing import Refused
from towpath.training.models import Session, SessionState
from towpath.training.services.learners import Attendee, Known
from towpath.training.services.session_faults import of_session_kept
from towpath.ui.words import as_day

Called = Sequence[tuple[Attendee, Known]]
LONGEST_NAME, LONGEST_EMAIL, DAY = 120, 254, 24 * 60


@dataclass(frozen=True)
class CameInGroup:
    """So many people of a staff group of a practice who came, where nobody took names."""

    sign_up: SignUp
    staff_group: StaffGroup
    people: int


@dataclass(frozen=True)
class Fault:
    """Something wrong: of the person in a place of the list, counted from 0, of a practice's staff group, or of the
    choice "Nobody came".
    """

    sentence: str
    place: int | None = None
    sign_up: int | None = None
    staff_group: StaffGroup | None = None
    is_of_nobody: bool = False


class AttendanceError(Refused):
    """Attendance that cannot be kept, with all that is wrong in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)


def may_be_recorded(session: Session) -> None:
    """People come to sessions that are not cancelled, on their day or after, for practices signed up that day.

    Raises AttendanceError.
    """
    if session.state == SessionState.CANCELLED:
        raise AttendanceError([Fault("This session was cancelled: plan it again before you record who came.")])
    if session.held_on > today():
        sentence = f"The session is on {as_day(session.held_on)}: record who came once it was held."
        raise AttendanceError([Fault(sentence)])
    if session.state == SessionState.PLANNED and (found := of_session_kept(session, SessionState.HELD)):
        raise AttendanceError([Fault(sentence) for sentence in found.values()])


def faults_of(
    session: Session, practices: Sequence[SignUp], called: Called, groups: Sequence[CameInGroup]
) -> list[Fault]:
    """Everything wrong with attendance that is to be kept; empty for good attendance."""
    here = {one.pk: one for one in practices}
    found = [*_faults_of_rows(session, here, called), *_faults_of_groups(session, here, groups)]
    return found or list(_above_headcount(session, here, called, groups))


def faults_of_silence(people: Sequence[Attendee], groups: Sequence[CameInGroup], *, is_nobody: bool) -> list[Fault]:
    """A page sent as it came says nothing about who came: nobody at all is a thing to say, and to say alone."""
    if not people and not groups and not is_nobody:
        return [Fault("Write who came, or how many. If the session was held and nobody came, tick “Nobody came”.",
                      is_of_nobody=True)]  # fmt: skip
    if is_nobody and (people or any(one.people for one in groups)):
        return [Fault("“Nobody came” is ticked, and people are named or counted: untick it, or take them out.",
                      is_of_nobody=True)]  # fmt: skip
    return []


def _faults_of_rows(session: Session, here: dict[int, SignUp], called: Called) -> Iterator[Fault]:
    first: dict[tuple[int, str], int] = {}
    for place, (came, known) in enumerate(called):
        row, who = came.row or place + 1, (came.sign_up.pk, known.key)
        if sentence := _fault_of_row(session, here, came, row):
            yield Fault(sentence, place)
        elif who in first:
            yield Fault(f"Row {row} repeats {normalised(came.name)}, who is in row {first[who]}.", place)
        first.setdefault(who, row)


def _fault_of_row(session: Session, here: dict[int, SignUp], came: Attendee, row: int) -> str:
    name = normalised(came.name)
    if not name:
        return f"Row {row} has no name: write who came."
    if len(name) > LONGEST_NAME or len(came.email) > LONGEST_EMAIL:
        return f"Row {row}: the name or e-mail address is too long. Shorten it."
    if came.staff_group is None:
        return f"Row {row}: choose the staff group of {name}."
    if came.sign_up.pk not in here:
        return f"Row {row}: {came.sign_up.practice} is not one of the practices of this session."
    if came.minutes is not None and not 0 <= came.minutes <= DAY:
        return f"Row {row}: the minutes of {name} must be from 0 to {DAY}."
    return ""


def _faults_of_groups(session: Session, here: dict[int, SignUp], groups: Iterable[CameInGroup]) -> Iterator[Fault]:
    for one in groups:
        if one.sign_up.pk not in here:
            sentence = f"{one.sign_up.practice} is not one of the practices of this session."
            yield Fault(sentence, None, one.sign_up.pk, one.staff_group)
        elif one.people < 0:
            yield Fault("A number of people cannot be below 0.", None, one.sign_up.pk, one.staff_group)


def _above_headcount(
    session: Session, here: dict[int, SignUp], called: Called, groups: Iterable[CameInGroup]
) -> Iterator[Fault]:
    """No more people of a staff group came than the practice had that day, where they were counted."""
    came = Counter((person.sign_up.pk, person.staff_group) for person, _ in called)
    for one in groups:
        came[one.sign_up.pk, one.staff_group] += one.people
    had = headcounts_on(here, session.held_on)
    for (pk, group), people in sorted(came.items()):
        count = had.get((pk, str(group)))
        if group is not None and count is not None and people > count:
            yield Fault(_too_many(here[pk], group, people, count, session.held_on), None, pk, group)


def _too_many(sign_up: SignUp, group: StaffGroup, people: int, count: int, day: date) -> str:
    return (
        f"{sign_up.practice} had {count} of “{group.label}” on {as_day(day)}, and {people} are said to have come. "
        "Record the new headcount of the practice first, or correct the number."
    )


def headcounts_on(sign_ups: Iterable[int], day: date) -> dict[tuple[int, str], int]:
    """How many people of each staff group each practice had on a day, where they were counted by then."""
    counts = Headcount.objects.filter(sign_up__in=list(sign_ups), as_of__lte=day).order_by("as_of")
    return {(one.sign_up_id, one.staff_group): one.people for one in counts}
