"""The training sessions of a practice and the support it got, as parts of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, OuterRef, Subquery, Sum, Window
from django.db.models.functions import Coalesce

from towpath.accounts.models import User
from towpath.practices.models import Practice, SignUp
from towpath.training import policies
from towpath.training.models import Attendance, GroupAttendance, Session, Support

MOST_SESSIONS, MOST_PIECES = 20, 5


@dataclass(frozen=True)
class PracticeSessions:
    """The newest sessions of a practice, each with how many of its own staff `came`, and how many there are."""

    newest: list[Session]
    count: int


@dataclass(frozen=True)
class PracticeSupport:
    """All of it in figures, the newest pieces with whether their notes are shown, and where more is recorded."""

    pieces: list[tuple[Support, bool]]
    count: int
    hours: Decimal
    records_for: list[SignUp]


def sessions_of(user: User, practice: Practice, sign_ups: Sequence[SignUp]) -> PracticeSessions | None:
    """The part of a practice's page; None for a practice that nobody signed up."""
    if not sign_ups:
        return None
    theirs = Session.objects.visible_to(user).filter(practices__in=sign_ups).distinct()
    newest = list(theirs.annotate(came=_people(sign_ups)).order_by("-held_on", "-pk")[:MOST_SESSIONS])
    return PracticeSessions(newest, len(newest) if len(newest) < MOST_SESSIONS else theirs.count())


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


def support_of(user: User, practice: Practice, sign_ups: Sequence[SignUp]) -> PracticeSupport | None:
    """The part of a practice's page; None for a practice that nobody signed up.

    A practice that left is recorded for from the list of support.
    """
    if not sign_ups:
        return None
    shows_notes = {sign_up.pk: bool(policies.may_read_support_notes(user, sign_up)) for sign_up in sign_ups}
    given = Support.objects.filter(sign_up__in=shows_notes).annotate(
        of_all=Window(Count("pk")), sum=Window(Sum("hours"))
    )
    newest: list[Any] = list(given.select_related("given_by").order_by("-given_on", "-pk")[:MOST_PIECES])
    return PracticeSupport(
        pieces=[(one, shows_notes[one.sign_up_id]) for one in newest],
        count=newest[0].of_all if newest else 0,
        hours=newest[0].sum if newest else Decimal(0),
        records_for=[one for one in sign_ups if one.left_on is None and policies.may_record_support(user, one)],
    )
