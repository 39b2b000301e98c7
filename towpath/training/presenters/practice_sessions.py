"""A practice's training sessions, as a part of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from towpath.foundation.figures import Absence
from towpath.practices.models import Practice, SignUp
from towpath.training.models import Attendance, GroupAttendance, Session, SessionState

SHOWN = 20


@dataclass(frozen=True)
class PracticeSessionLine:
    """One session of the practice, and how many of its own staff came: a number, or the word for why there is none."""

    pk: int
    kind: str
    held_on: date
    mode: str
    came: int | str


@dataclass(frozen=True)
class PracticeSessions:
    """The newest sessions of a practice, and how many there are."""

    lines: tuple[PracticeSessionLine, ...]
    count: int


def sessions_of(user: Any, practice: Practice, sign_ups: Sequence[SignUp]) -> PracticeSessions | None:
    """The part of a practice's page; None for a practice that nobody signed up."""
    if not sign_ups:
        return None
    theirs = Session.objects.visible_to(user).filter(practices__in=sign_ups).distinct()
    newest = list(theirs.annotate(came=_people(sign_ups)).order_by("-held_on", "-pk")[:SHOWN])
    return PracticeSessions(tuple(map(_line, newest)), len(newest) if len(newest) < SHOWN else theirs.count())


def _line(session: Any) -> PracticeSessionLine:
    return PracticeSessionLine(
        pk=session.pk,
        kind=session.get_kind_display(),
        held_on=session.held_on,
        mode=session.get_mode_display(),
        came=_came(session),
    )


def _came(session: Any) -> int | str:
    if session.state != SessionState.HELD:
        return str(session.get_state_display())
    people: int = session.came
    return people if session.is_counted else Absence.NOT_REPORTED.label


def _people(sign_ups: Sequence[SignUp]) -> Any:
    """How many of these practices' staff came to a session, by name and by count together."""
    named = Attendance.objects.filter(session=OuterRef("pk"), learner__sign_up__in=sign_ups)
    grouped = GroupAttendance.objects.filter(session=OuterRef("pk"), sign_up__in=sign_ups)
    sums = (_sum(named, Count("pk")), _sum(grouped, Sum("people")))
    named_people, grouped_people = (Coalesce(one, 0) for one in sums)
    return named_people + grouped_people


def _sum(rows: Any, total: Aggregate) -> Subquery:
    """One number for the rows of each session."""
    return Subquery(rows.order_by().values("session").annotate(total=total).values("total"))
