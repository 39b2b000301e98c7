"""Sessions at sites by quarter: held, counted or not, and passed without a word of what became of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, Substr

from towpath.foundation.periods import Quarter
from towpath.training.models import Attendance, GroupAttendance, Session, SessionState

HELD = Q(state=SessionState.HELD)
WITHOUT_ATTENDANCE = HELD & Q(is_counted=False)
WITH_ATTENDANCE = HELD & Q(is_counted=True)


def passed_without_record(known_on: date) -> Q:
    """Planned, and a day has passed since: from the next day on somebody could have said whether it was held.

    `known_on` is the day on which that is asked, whichever past day the figures are of.
    """
    return Q(state=SessionState.PLANNED, held_on__lt=known_on)


@dataclass(frozen=True, slots=True)
class SessionCount:
    """Sessions held, those of them without attendance, the people at the others, and sessions passed unrecorded."""

    held: int = 0
    without_attendance: int = 0
    people: int = 0
    passed: int = 0


SessionCounts = dict[int, dict[Quarter, SessionCount]]


@dataclass
class QuarterAndSince:
    """Something counted in a quarter, and since the programme began."""

    in_quarter: Any = 0
    since_start: Any = 0

    def add(self, in_quarter: Any, since_start: Any) -> None:
        self.in_quarter += in_quarter
        self.since_start += since_start


def sessions_of(sites: Iterable[int], day: date, known_on: date, since: Quarter | None = None) -> SessionCounts:
    """What each site held up to a day, by quarter, in one query.

    Where only the quarters from `since` on are shown, what was held earlier is added up in the one before it: a board
    of many sites need not sort the sessions of years. A session that passed without record stays in its own quarter,
    since whether it is missed there depends on how the site worked then.
    """
    tallies = _Tallies()
    for site, state, month, *numbers in _grouped(sites, day, known_on, since=since):
        tallies.add(site, quarter_of_month(month), state, *numbers)
    return tallies.counts


def sessions_in_detail(
    sites: Iterable[int], day: date, known_on: date, quarter: Quarter
) -> tuple[SessionCounts, dict[tuple[str, str], QuarterAndSince]]:
    """The same, and all sites' sessions held by kind and mode in a quarter and since the beginning, in one query."""
    tallies, by_kind = _Tallies(), defaultdict[tuple[str, str], QuarterAndSince](QuarterAndSince)
    for site, state, month, kind, mode, *numbers in _grouped(sites, day, known_on, "kind", "mode"):
        when, held = quarter_of_month(month), 0 if state == SessionState.PLANNED else numbers[0]
        tallies.add(site, when, state, *numbers)
        by_kind[kind, mode].add(held if when == quarter else 0, held)
    return tallies.counts, by_kind


class _Tallies:
    """Sums by site and quarter, kept as plain numbers while thousands of rows are added up."""

    def __init__(self) -> None:
        self.sums: dict[int, dict[Quarter, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0, 0]))

    def add(self, site: int, quarter: Quarter, state: str, sessions: int, people: int, unknown: int) -> None:
        sums = self.sums[site][quarter]
        if state == SessionState.PLANNED:
            sums[3] += sessions
        else:
            sums[0] += sessions
            sums[1] += unknown
            sums[2] += people

    @property
    def counts(self) -> SessionCounts:
        return {
            site: {quarter: SessionCount(*sums) for quarter, sums in quarters.items()}
            for site, quarters in self.sums.items()
        }


def _grouped(
    sites: Iterable[int], day: date, known_on: date, *more: str, since: Quarter | None = None
) -> Iterable[Any]:  # fmt: skip
    """By site, state and month, and whatever more; a month's first seven letters are the same on both databases."""
    listed = Session.objects.filter(HELD | passed_without_record(known_on), site__in=list(sites), held_on__lte=day)
    by_month = Substr(Cast("held_on", CharField()), 1, 7)
    if since is None:
        return _added_up(listed, by_month, *more)
    earlier = Value(f"{since.previous().start:%Y-%m}")
    old = HELD & Q(held_on__lt=since.start)
    recent = _added_up(listed.exclude(old), by_month, *more)
    return recent.union(_added_up(listed.filter(old), earlier, *more), all=True)


def _added_up(sessions: QuerySet[Session], month: Any, *more: str) -> QuerySet[Session, Any]:
    unknown = Count("pk", filter=WITHOUT_ATTENDANCE)
    return (
        sessions.annotate(month=month).order_by().values_list("site_id", "state", "month", *more)
        .annotate(sessions=Count("pk"), came=Sum("people"), unknown=unknown)
    )  # fmt: skip


@lru_cache(maxsize=1_000)
def quarter_of_month(month: str) -> Quarter:
    """The quarter of a month written 2021-10."""
    year, number = month.split("-")
    return Quarter.containing(date(int(year), int(number), 1))


def people_by_group(sites: Iterable[int], start: date, day: date) -> dict[str, QuarterAndSince]:
    """People at sessions by staff group, those taken down by name and those counted, in one query."""
    held = Q(session__site__in=list(sites), session__state=SessionState.HELD, session__held_on__lte=day)
    in_quarter = Q(session__held_on__gte=start)
    named: QuerySet[Any, Any] = (
        Attendance.objects.filter(held)
        .values(group=F("learner__staff_group"))
        .annotate(now=Count("pk", filter=in_quarter), ever=Count("pk"))
        .order_by()
        .values_list("group", "now", "ever")
    )
    counted: QuerySet[Any, Any] = (
        GroupAttendance.objects.filter(held)
        .values(group=F("staff_group"))
        .annotate(now=Coalesce(Sum("people", filter=in_quarter), 0), ever=Sum("people"))
        .order_by()
        .values_list("group", "now", "ever")
    )
    by_group: dict[str, QuarterAndSince] = defaultdict(QuarterAndSince)
    for group, now, ever in named.union(counted, all=True):
        by_group[group].add(now, ever)
    return by_group
