"""What first pages begin with: a manager's practice, sessions that wait for their attendance, refreshers to plan."""

from datetime import date

from django.urls import reverse

from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.practices.models import SignUp
from towpath.programmes.models import Site
from towpath.training.facts.practices import rules_of
from towpath.training.facts.sessions import WITHOUT_ATTENDANCE, passed_without_record
from towpath.training.models import Attainment, Session, SessionState
from towpath.training.presenters.refreshers import refreshers_for
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_day

MOST_COMING, MOST_WAITING, MOST_REFRESHERS = 3, 5, 5


def practices_managed_by(user: User) -> list[PartEntry]:
    """Each practice with whether it is fully trained, then the sessions planned for it."""
    sign_ups = list(SignUp.objects.managed_by(user).held_on(today()).select_related("practice", "site"))
    rules = rules_of({one.site.programme_id for one in sign_ups}).in_force(today()).values()
    reached = Attainment.objects.filter(sign_up__in=sign_ups, rule__in=list(rules), reached_on__lte=today())
    since = dict(reached.values_list("sign_up", "reached_on"))
    coming = Session.objects.filter(practices__in=sign_ups, state=SessionState.PLANNED, held_on__gte=today())
    planned = coming.distinct().order_by("held_on", "pk")[:MOST_COMING]
    return [
        *(_practice(one, since.get(one.pk)) for one in sign_ups),
        *(PartEntry(_dated(one), reverse("training:session", args=[one.pk]), "Planned") for one in planned),
    ]


def _practice(sign_up: SignUp, trained_on: date | None) -> PartEntry:
    status = f"Fully trained since {as_day(trained_on)}" if trained_on else "Not fully trained yet"
    return PartEntry(sign_up.practice.name, reverse("practices:practice", args=[sign_up.practice.code]), status)


def _dated(session: Session) -> str:
    return f"{session.title} on {as_day(session.held_on)}"


def sessions_to_record(user: User) -> list[PartEntry]:
    """Sessions that passed without anybody recording who came, the oldest first, at sites where they are in post."""
    passed = passed_without_record(today())
    sessions = Session.objects.filter(passed | WITHOUT_ATTENDANCE, site__in=Site.objects.worked_at_by(user))
    return [
        PartEntry(_dated(one), reverse("training:record_attendance", args=[one.pk]), one.site.area)
        for one in sessions.select_related("site").order_by("held_on", "pk")[:MOST_WAITING]
    ]


def refreshers_to_plan(user: User) -> list[PartEntry]:
    """Refreshers for which nothing is planned yet, the longest overdue first."""
    waiting = [one for one in refreshers_for(user, today()) if one.planned_on is None]
    return [
        PartEntry(
            one.sign_up.practice.name,
            reverse("practices:practice", args=[one.sign_up.practice.code]),
            f"{one.in_words}, {one.sign_up.site.area}",
        )
        for one in waiting[:MOST_REFRESHERS]
    ]
