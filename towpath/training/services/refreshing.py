"""What decides when a practice's refresher is due, fetched for all of a person's practices at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q, QuerySet

from towpath.practices.models import SignUp
from towpath.practices.models.sign_ups import SignUpQuerySet
from towpath.programmes.models import Site
from towpath.training.facts.practices import rules_of
from towpath.training.kinds import SessionKind
from towpath.training.models import Attainment, Attendance, GroupAttendance, Session, SessionState
from towpath.training.rule import Rule


@dataclass(frozen=True)
class Trained:
    """A practice fully trained under the rule in force: since when, and its last refresher held."""

    sign_up: SignUp
    rule: Rule
    reached_on: date
    refreshed_on: date | None


def trained_and_refreshed(sign_ups: SignUpQuerySet, day: date) -> list[Trained]:
    """Of these, the practices in place and fully trained on a day, where the rule then in force asks for refreshers.

    A site that is closed owes nobody a refresher.
    """
    in_place = sign_ups.held_on(day).exclude(site__in=Site.objects.closed_on(day)).order_by()
    kept = rules_of(in_place.values_list("site__programme", flat=True).distinct()).in_force(day)
    rules = {rule.pk: rule.rule for rule in kept.values() if rule.rule.refresher_months}
    attained = Attainment.objects.filter(rule__in=rules, reached_on__lte=day, sign_up__in=in_place)
    last = last_refreshers(in_place, day)
    return [
        Trained(one.sign_up, rules[one.rule_id], one.reached_on, last.get(one.sign_up_id))
        for one in attained.select_related("sign_up__practice", "sign_up__site__programme")
    ]


def last_refreshers(sign_ups: QuerySet[SignUp], day: date) -> dict[int, date]:
    """By sign-up, the day of the last refresher by then to which anybody of the practice came.

    A catch-up of a refresher is one. A session to which nobody of the practice came refreshed nobody.
    """
    held = Q(session__counts_as=SessionKind.REFRESHER, session__state=SessionState.HELD, session__held_on__lte=day)
    theirs = sign_ups.order_by()
    named = Attendance.objects.filter(held, learner__sign_up__in=theirs).values_list("learner__sign_up")
    counted = GroupAttendance.objects.filter(held, sign_up__in=theirs).values_list("sign_up")
    last = Max("session__held_on")
    days: dict[int, date] = {}
    for sign_up, day_of_last in named.annotate(last).union(counted.annotate(last), all=True):
        days[sign_up] = max(day_of_last, days.get(sign_up, day_of_last))
    return days


def planned_refreshers(sign_ups: QuerySet[SignUp], day: date) -> dict[int, date]:
    """The next refresher planned for each practice, from that day on."""
    sessions = Session.objects.filter(
        counts_as=SessionKind.REFRESHER, state=SessionState.PLANNED, held_on__gte=day, practices__in=sign_ups.order_by()
    )
    days: Iterable[tuple[int, date]] = sessions.order_by().values_list("practices").annotate(Min("held_on"))
    return dict(days)
