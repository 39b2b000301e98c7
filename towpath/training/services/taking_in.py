"""Taking in a file of attendance: its people are added to those recorded, once, however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.foundation.staff import StaffGroup
from towpath.practices import policies
from towpath.practices.services.locking import lock_site
from towpath.training.models import AttendanceFile, Learner, Session
from towpath.training.services.attendance import replace_attendance
from towpath.training.services.attendance_faults import AttendanceError, CameInGroup, Fault
from towpath.training.services.learners import Attendee, Roll
from towpath.training.services.sessions import held_for_change
from towpath.ui.words import as_day


@dataclass(frozen=True)
class TakenIn:
    """The people of a file whom somebody decided to take in, and the marks by which the file is known again."""

    name: str
    sha256: str
    meeting: str
    rows: int
    people: tuple[Attendee, ...]


@transaction.atomic
def take_in_attendance(*, actor: User, session: Session, version: int, taken: TakenIn) -> Session:
    """Add the people of a file to those who came. Raises ChangedMeanwhile, and AttendanceError with every fault.

    The same file, or the same meeting saved in another way, is refused and nothing is added twice.
    """
    policies.may_record_training(actor, session.site).require()
    lock_site(session.site_id)
    if sentence := fault_of_file(session, taken.sha256, taken.meeting):
        raise AttendanceError([Fault(sentence)])
    held = held_for_change(session, version)
    if not taken.people:
        raise AttendanceError([Fault("Nobody is chosen: tick the people who came.")])
    file = _kept(actor, held, taken)
    groups = [CameInGroup(one.sign_up, StaffGroup(one.staff_group), one.people) for one in _groups(held)]
    replace_attendance(held, _joined(held, taken.people), groups, by=actor, renames=False, file=file)
    record(actor=actor, event=Event.ATTENDANCE_TAKEN_IN, subject=held, file=file.pk, people=len(taken.people))
    return held


def fault_of_file(session: Session, sha256: str, meeting: str) -> str:
    """A file, or a meeting, is taken in once."""
    known = Q(sha256=sha256) | (Q(meeting=meeting) if meeting else Q(pk__in=[]))
    before = session.files.filter(known).first()
    if before is None:
        return ""
    what = "file" if before.sha256 == sha256 else "meeting, in another file,"
    return f"This {what} was taken in on {as_day(before.taken_in_at)} already. Nothing was added twice."


def _kept(actor: User, session: Session, taken: TakenIn) -> AttendanceFile:
    return AttendanceFile.objects.create(
        session=session, name=taken.name, sha256=taken.sha256, meeting=taken.meeting, rows=taken.rows,
        taken_in_by=actor, taken_in_at=now(),
    )  # fmt: skip


def _groups(session: Session) -> Any:
    return session.group_attendances.select_related("sign_up")


def _joined(session: Session, people: Sequence[Attendee]) -> list[Attendee]:
    """Those recorded already and those of the file; who is in both stays once, with the minutes the file knows."""
    roll = Roll(Learner.objects.filter(sign_up__in=session.practices.all()).order_by("pk"), people)
    before = {
        (row.learner.sign_up_id, row.learner.key): _as_came(row)
        for row in session.attendances.select_related("learner__sign_up__practice").order_by("pk")
    }
    joined, met, new = dict(before), set(), []
    for came in people:
        known = roll.find(came)
        who = (came.sign_up.pk, known.key) if known else None
        if who in before and who not in met:
            met.add(who)
            minutes = before[who].minutes
            joined[who] = replace(before[who], minutes=came.minutes if minutes is None else minutes, row=came.row)
        else:
            new.append(came)
    return [*joined.values(), *new]


def _as_came(row: Any) -> Attendee:
    learner = row.learner
    group = StaffGroup(learner.staff_group)
    return Attendee(learner.sign_up, learner.name, group, learner.email, row.minutes)
