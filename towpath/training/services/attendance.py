"""Who came to a session: by name, or as a count of a staff group. What is recorded replaces what was."""

from collections.abc import Sequence

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.practices import policies
from towpath.records.history import Difference, save_with_history
from towpath.training.models import (
    Attendance,
    AttendanceFile,
    GroupAttendance,
    Learner,
    Session,
    SessionState,
)
from towpath.training.services.attendance_faults import (
    AttendanceError,
    CameInGroup,
    Fault,
    faults_of,
    faults_of_silence,
    may_be_recorded,
)
from towpath.training.services.learners import Attendee, Known, Roll, keep_learners
from towpath.training.services.sessions import held_for_change

__all__ = ["AttendanceError", "Attendee", "CameInGroup", "record_attendance"]


@transaction.atomic
def record_attendance(
    *,
    actor: User,
    session: Session,
    version: int,
    people: Sequence[Attendee],
    groups: Sequence[CameInGroup] = (),
    is_nobody: bool = False,
    reason: str = "",
) -> Session:
    """Record who came to a session, in place of what was recorded; a planned one whose day has come was held then.

    That nobody came is said on purpose: by `is_nobody`, or by a group of 0 people. `reason` says why somebody recorded
    before did not come. Raises ChangedMeanwhile, and AttendanceError with every fault, in which case nothing is kept.
    """
    policies.may_record_training(actor, session.site).require()
    held = held_for_change(session, version)
    replace_attendance(held, people, groups, by=actor, reason=reason, is_nobody=is_nobody, renames=True)
    record(actor=actor, event=Event.ATTENDANCE_RECORDED, subject=held, people=held.people)
    return held


def replace_attendance(
    session: Session,
    people: Sequence[Attendee],
    groups: Sequence[CameInGroup],
    *,
    by: User,
    renames: bool,
    reason: str = "",
    is_nobody: bool = False,
    file: AttendanceFile | None = None,
) -> None:
    """Keep these people and counts as all who came, mark the session as held, and let practices attain."""
    may_be_recorded(session)
    if faults := faults_of_silence(people, groups, is_nobody=is_nobody):
        raise AttendanceError(faults)
    practices = list(session.practices.select_related("practice"))
    roll = Roll(Learner.objects.filter(sign_up__in=practices).order_by("pk"), people)
    called = [(came, roll.call(came)) for came in people]
    if faults := faults_of(session, practices, called, groups):
        raise AttendanceError(faults)
    before = who_came(session)
    _replace_people(session, called, renames=renames, file=file)
    _replace_groups(session, groups)
    _require_reason(reason, before, who_came(session))
    Learner.objects.filter(sign_up__in=practices, attendances=None).delete()
    save_with_history(
        session, actor=by, reason=reason, beside=_came(before, who_came(session)), state=SessionState.HELD,
        people=len(people) + sum(group.people for group in groups), is_counted=True,
    )  # fmt: skip


def who_came(session: Session) -> list[str]:
    """Everybody who came, in words: a name with its staff group, or a number of a group, each with the practice."""
    named = session.attendances.select_related("learner__sign_up__practice")
    grouped = session.group_attendances.select_related("sign_up__practice")
    people = [f"{_of(one.learner)}, {one.learner.name} ({one.learner.get_staff_group_display()})" for one in named]
    counts = [f"{_of(one)}, {one.people} without a name ({one.get_staff_group_display()})" for one in grouped]
    return sorted(people) + sorted(counts)


def _of(row: Learner | GroupAttendance) -> str:
    return row.sign_up.practice.name


def _came(before: list[str], after: list[str]) -> list[Difference]:
    if before == after:
        return []
    return [Difference("attendance", "Who came", "\n".join(before), "\n".join(after))]


def _require_reason(reason: str, before: list[str], after: list[str]) -> None:
    """Adding people needs no reason; somebody recorded who is taken out, or is another, does."""
    if set(before) - set(after) and not reason.strip():
        raise AttendanceError([Fault("You change who was recorded as having come: say why.")])


def _replace_people(
    session: Session, called: Sequence[tuple[Attendee, Known]], *, renames: bool, file: AttendanceFile | None
) -> None:
    """Whoever stays keeps the file they came from."""
    learners = keep_learners(called, renames=renames)
    minutes = {learners[came.sign_up.pk, known.key].pk: came.minutes for came, known in called}
    before = {row.learner_id: row for row in session.attendances.all()}
    session.attendances.exclude(learner__in=list(minutes)).delete()
    changed = [row for pk, row in before.items() if pk in minutes and row.minutes != minutes[pk]]
    for row in changed:
        row.minutes = minutes[row.learner_id]
    Attendance.objects.bulk_update(changed, ["minutes"])
    Attendance.objects.bulk_create(
        Attendance(session=session, learner_id=pk, minutes=said, file=file)
        for pk, said in minutes.items()
        if pk not in before
    )


def _replace_groups(session: Session, groups: Sequence[CameInGroup]) -> None:
    session.group_attendances.all().delete()
    GroupAttendance.objects.bulk_create(
        GroupAttendance(session=session, sign_up=one.sign_up, staff_group=one.staff_group, people=one.people)
        for one in groups
        if one.people
    )
