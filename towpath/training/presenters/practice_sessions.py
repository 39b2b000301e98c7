"""A practice's training sessions, as a part of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum

from towpath.foundation.figures import Absence
from towpath.practices.models import Practice, SignUp
from towpath.training.models import GroupAttendance, Session, SessionState

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
    newest = list(theirs.order_by("-held_on", "-pk")[:SHOWN])
    came = _people(newest, sign_ups)
    lines = tuple(_line(one, came.get(one.pk, 0)) for one in newest)
    return PracticeSessions(lines, len(newest) if len(newest) < SHOWN else theirs.count())


def _line(session: Session, people: int) -> PracticeSessionLine:
    return PracticeSessionLine(
        pk=session.pk,
        kind=session.get_kind_display(),
        held_on=session.held_on,
        mode=session.get_mode_display(),
        came=_came(session, people),
    )


def _came(session: Session, people: int) -> int | str:
    if session.state != SessionState.HELD:
        return session.get_state_display()
    return people if session.is_counted else Absence.NOT_REPORTED.label


def _people(sessions: Sequence[Session], sign_ups: Sequence[SignUp]) -> dict[int, int]:
    """How many of these practices' staff came to each session, by name and by count together."""
    ours = Q(attendances__learner__sign_up__in=sign_ups)
    named = Session.objects.filter(pk__in=[one.pk for one in sessions]).order_by()
    came = dict(named.annotate(came=Count("attendances", filter=ours)).values_list("pk", "came"))
    grouped = GroupAttendance.objects.filter(session__in=sessions, sign_up__in=sign_ups).order_by()
    for pk, people in grouped.values_list(F("session")).annotate(Sum("people")):
        came[pk] += people
    return came
