"""What was done at sites, counted in the database: a few questions for any number of sites and sessions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, Exists, Q, Sum
from django.db.models.functions import Cast, Substr

from towpath.delivery.facts import rows
from towpath.delivery.facts.rows import Scope
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Measure, Milestone
from towpath.training.models import Session, SessionState


@dataclass(frozen=True)
class Tally:
    """Sessions held, the people at them, how many have no attendance recorded, and practices that were trained."""

    sessions: int = 0
    people: int = 0
    unattended: int = 0
    trained: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.sessions + other.sessions,
            self.people + other.people,
            self.unattended + other.unattended,
            self.trained + other.trained,
        )


Tallies = Mapping[int, Mapping[Quarter, Tally]]


@dataclass(frozen=True)
class Practices:
    """Practices in place at a site, and those whose staff nobody counted."""

    signed_up: int = 0
    uncounted: int = 0


@dataclass(frozen=True)
class Milestones:
    """A site's milestones that need looking at."""

    overdue: int = 0
    due_soon: int = 0


def practices_at(scope: Scope) -> dict[int, Practices]:
    """Practices signed up at each site, by its key."""
    listed = rows.practices_signed_up(scope).order_by().values_list("site")
    found: Any = listed.annotate(
        signed_up=Count("pk"), uncounted=Count("pk", filter=~Exists(rows.counts_by(scope.day)))
    )
    return {site: Practices(signed_up, uncounted) for site, signed_up, uncounted in found}


def trained_days(scope: Scope) -> dict[int, list[date]]:
    """The days on which practices of each site became fully trained, earliest first."""
    found: dict[int, list[date]] = defaultdict(list)
    trained = rows.practices_trained(scope).order_by("reached_on")
    for site, day in trained.values_list("sign_up__site_id", "reached_on"):
        found[site].append(day)
    return found


def trained_by_quarter(scope: Scope) -> Tallies:
    """How many practices of each site became fully trained in each quarter."""
    return {
        site: {quarter: Tally(trained=number) for quarter, number in by_quarter(days).items()}
        for site, days in trained_days(scope).items()
    }


def by_quarter(days: Iterable[date]) -> dict[Quarter, int]:
    """How many of these days lie in each quarter."""
    found: dict[Quarter, int] = defaultdict(int)
    for day in days:
        found[Quarter.containing(day)] += 1
    return found


def sessions_by_quarter(scope: Scope) -> tuple[Tallies, dict[int, int]]:
    """What each site held in each quarter, and how many of its sessions are past their day with nothing said of them.

    Grouped by month in the database, since a month's first seven letters are the same on both databases.
    """
    held = Q(state=SessionState.HELD) & scope.within("site", "held_on")
    planned = Q(state=SessionState.PLANNED, site__in=scope.keys, held_on__lt=scope.day)
    grouped: Any = (
        Session.objects.filter(held | planned)
        .annotate(month=Substr(Cast("held_on", CharField()), 1, 7))
        .order_by()
        .values_list("site_id", "state", "month")
        .annotate(sessions=Count("pk"), came=Sum("people"), unattended=Count("pk", filter=Q(people=0)))
    )
    tallies: dict[int, dict[Quarter, Tally]] = defaultdict(lambda: defaultdict(Tally))
    past: dict[int, int] = defaultdict(int)
    for site, state, month, sessions, people, unattended in grouped:
        if state == SessionState.PLANNED:
            past[site] += sessions
        else:
            tallies[site][_quarter_of(month)] += Tally(sessions, people, unattended)
    return tallies, past


@lru_cache(maxsize=1_000)
def _quarter_of(month: str) -> Quarter:
    year, number = month.split("-")
    return Quarter.containing(date(int(year), int(number), 1))


def milestones_at(scope: Scope) -> dict[int, Milestones]:
    """Milestones overdue and due soon at each site, by its key."""
    looked_at = Milestone.objects.filter(site__in=scope.keys).order_by().values_list("site")
    found: Any = looked_at.annotate(
        overdue=Count("pk", filter=rows.overdue_on(scope.day)),
        due_soon=Count("pk", filter=rows.due_soon_on(scope.day)),
    )
    return {site: Milestones(overdue, due_soon) for site, overdue, due_soon in found}


def targets_at(scope: Scope, measure: Measure = Measure.PRACTICES_TRAINED) -> dict[int, int]:
    """The target of each site for the day's quarter, by its key; a site without one is not among them."""
    return dict(rows.targets_of(scope, measure).order_by().values_list("site_id", "number"))
