"""Which practice and staff group a row of a file is most likely of, and what is doubtful about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.documents.attendance import staff_group_of
from towpath.documents.wording import folded
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.training.models import Attendance, Learner, Session
from towpath.training.services.arrived import Arrived, Person
from towpath.ui.words import as_day


@dataclass(frozen=True)
class Match:
    """What a row is taken for: who it is, and why it is left out or doubted, in sentences."""

    practice: int | None
    staff_group: StaffGroup | None
    left_out: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What a file is held against: the session's practices, the people known there, who came already, who trained."""

    sign_ups: tuple[SignUp, ...]
    learners: tuple[Learner, ...]
    came: frozenset[int]
    trainers: frozenset[str]


def beside(session: Session, sign_ups: Sequence[SignUp]) -> Beside:
    """Everything a file's rows are held against, in three questions."""
    return Beside(
        sign_ups=tuple(sign_ups),
        learners=tuple(Learner.objects.filter(sign_up__in=sign_ups).order_by("pk")),
        came=frozenset(Attendance.objects.filter(session=session).values_list("learner_id", flat=True)),
        trainers=frozenset(folded(name) for name in session.trainers.values_list("name", flat=True)),
    )


def match_rows(arrived: Arrived, held: Beside, minimum: int | None) -> list[Match]:
    """What each row is taken for, in the order of the file."""
    return [_match(person, held, minimum) for person in arrived.people]


def _match(person: Person, held: Beside, minimum: int | None) -> Match:
    practice, doubt = _practice_of(person, held)
    known = _known(person, held.learners, practice)
    group = staff_group_of(person.staff) if person.staff else None
    doubts = [doubt] if doubt else []
    if person.staff and group is None:
        doubts.append(f"“{person.staff}” is no staff group we know.")
    if known and known.pk in held.came:
        doubts.append("Recorded as having come already, and stays once.")
    return Match(
        practice=known.sign_up_id if known and practice is None else practice,
        staff_group=group or (StaffGroup(known.staff_group) if known else None),
        left_out=_why_left_out(person, held, minimum),
        doubts=tuple(doubts),
    )


def _practice_of(person: Person, held: Beside) -> tuple[int | None, str]:
    """The practice that the row names by code or name; the only one of the session where it names none."""
    words = folded(person.practice)
    if words:
        found = [one.pk for one in held.sign_ups if words in (folded(one.practice.code), folded(one.practice.name))]
        if len(found) == 1:
            return found[0], ""
        return None, f"“{person.practice}” is not the code or name of a practice of this session."
    return (held.sign_ups[0].pk if len(held.sign_ups) == 1 else None), ""


def _known(person: Person, learners: Iterable[Learner], practice: int | None) -> Learner | None:
    """The one learner with this address, else the one of this name; nobody where several could be meant."""
    here = [one for one in learners if practice in (None, one.sign_up_id)]
    email, name = folded(person.email), folded(person.name)
    by_email = [one for one in here if email and email in (folded(one.email), one.key)]
    by_name = [one for one in here if folded(one.name) == name and not (email and one.email and not by_email)]
    return next((found[0] for found in (by_email, by_name) if len(found) == 1), None)


def _why_left_out(person: Person, held: Beside, minimum: int | None) -> str:
    if person.never_joined:
        return "Registered for the meeting and never joined it."
    if not person.attended:
        return "Did not come, says the file."
    if person.is_organiser:
        return "Organised the meeting."
    if folded(person.name) in held.trainers:
        return "Trained at this session."
    if minimum and person.minutes is not None and person.minutes < minimum:
        return f"There for {person.minutes} of at least {minimum} minutes."
    return ""


def doubts_of_file(session: Session, arrived: Arrived) -> list[str]:
    """What is doubtful about the file as a whole, besides what its reader found."""
    doubts = list(arrived.doubts)
    if arrived.day and arrived.day != session.held_on:
        doubts.append(
            f"The meeting was on {as_day(arrived.day)} and this session on {as_day(session.held_on)}: "
            "make sure that it is the right file."
        )
    counted = session.group_attendances.count()
    if counted:
        doubts.append(
            "Some people were recorded as numbers without names. Whoever is taken in is added to them: "
            "take the numbers out of the attendance first if they are the same people."
        )
    return doubts
