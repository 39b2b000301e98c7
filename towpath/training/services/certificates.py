"""Certificates of training: who earned one."""

from collections.abc import Sequence
from dataclasses import dataclass

from towpath.accounts.models import User
from towpath.practices.policies import may_see_attendees, may_see_learners_of
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.models import Attendance, Session


class NoCertificatesDue(Refused):
    """There is no certificate to make."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is recorded by name as having come for at least half of this session, so there is no certificate."
        )


@dataclass(frozen=True)
class CertificateGroups:
    """Those of a session's people whose names somebody may see: who earned a certificate, and who left too early."""

    earned: tuple[Attendance, ...]
    too_short: tuple[Attendance, ...]


def who_came(user: User, session: Session) -> CertificateGroups:
    """The people of a session by practice and name; those who stayed for less than half of it apart."""
    came = session.attendances.select_related("learner__sign_up__practice")
    if not may_see_attendees(user, session.site):
        came = came.filter(learner__sign_up__in=_managed(user, session))
    ordered = list(came.order_by("learner__sign_up__practice__name", "learner__name", "pk"))
    return CertificateGroups(
        earned=tuple(one for one in ordered if stayed_half(one, session)),
        too_short=tuple(one for one in ordered if not stayed_half(one, session)),
    )


def stayed_half(attendance: Attendance, session: Session) -> bool:
    """At least half of the session, or nobody noted how long."""
    return attendance.minutes is None or attendance.minutes * 2 >= session.minutes


def earned_certificates(user: User, session: Session, attendance: int | None = None) -> Sequence[Attendance]:
    """Who gets a certificate, or the one person of that attendance. Raises NoCertificatesDue where there is none."""
    policies.may_take_certificates(user, session).require()
    earned = [one for one in who_came(user, session).earned if attendance in (None, one.pk)]
    if not earned:
        raise NoCertificatesDue
    return earned


def _managed(user: User, session: Session) -> list[int]:
    """The session's practices whose manager this person is."""
    theirs = session.practices.filter(manager=user).select_related("site__programme")
    return [sign_up.pk for sign_up in theirs if may_see_learners_of(user, sign_up)]
