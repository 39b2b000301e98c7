"""What can be counted of sites: milestones, targets, posts; and what a site owes, from the periods it went through."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any

from django.db.models import Count, QuerySet

from towpath.facts.counting import Tally
from towpath.facts.kinds import FACTS, FactColumn, Stock
from towpath.facts.listing import FactList
from towpath.facts.places import PLACES
from towpath.foundation.days import share_a_day
from towpath.foundation.figures import Absence
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Measure, Milestone, Mode, Site, SitePeriod, SitePost, Target


class Work(StrEnum):
    """What a site does in a mode, which says whether it does, and without which nothing of a kind is owed."""

    DELIVERS = "delivers"
    SIGNS_UP = "signs_up"


MODES_THAT: dict[str, frozenset[str]] = {
    work: frozenset(mode.value for mode in Mode if getattr(mode, work)) for work in Work
}


def works(period: SitePeriod, work: str) -> bool:
    """Whether a site does this work in a period."""
    return period.mode in MODES_THAT[work]


def first_day_of(periods: Iterable[SitePeriod], work: str) -> date | None:
    """The first day on which a site did this work."""
    return min((one.started_on for one in periods if works(one, work)), default=None)


def why_nothing(periods: Sequence[SitePeriod], first: date, last: date, work: str = Work.DELIVERS) -> Absence | None:
    """Returns why nothing counted between two days is no number, or None where the site worked then and zero is real.

    Not begun: not due. Paused or closed throughout: not applicable. No period recorded for these days: not reported.
    """
    during = [one for one in periods if share_a_day(one.days, (first, last))]
    if any(works(one, work) for one in during):
        return None
    begun = first_day_of(periods, work)
    if during:
        has_not_begun = begun is None or begun > last
        return Absence.NOT_DUE if has_not_begun and not _ended(during) else Absence.NOT_APPLICABLE
    is_before = not periods or min(one.started_on for one in periods) > last
    return Absence.NOT_DUE if is_before else Absence.NOT_REPORTED


def _ended(during: Iterable[SitePeriod]) -> bool:
    """Closed before it ever delivered: nothing is still to come."""
    return any(one.mode == Mode.CLOSED for one in during)


@dataclass(frozen=True)
class SitePlace:
    """A site as a place at which facts are counted: from the launch of its programme on.

    Its periods are asked for where somebody asks why nothing was done.
    """

    began: date
    is_elsewhere: bool  # kept in outline: what it did is recorded by others
    periods: Callable[[], Sequence[SitePeriod]]

    def why_nothing(self, work: str, first: date, last: date) -> Absence | None:
        return why_nothing(self.periods(), first, last, work)

    def why_elsewhere(self, first: date, last: date, *, is_of_a_day: bool) -> Absence:
        """Why there is no figure of a site kept in outline, from why nothing signed up there would be no number.

        What is true on a day stays so after the site paused or closed, and is known elsewhere.
        """
        why = self.why_nothing(Work.SIGNS_UP, first, last)
        is_known_elsewhere = why is Absence.NOT_APPLICABLE and is_of_a_day
        return Absence.NOT_REPORTED if why is None or is_known_elsewhere else why


def place_of(site: Site, periods: Sequence[SitePeriod]) -> SitePlace:
    """A site whose programme is fetched."""
    return SitePlace(site.programme.starts_on, site.is_in_outline, lambda: periods)


def site_places(tally: Tally) -> Mapping[int, SitePlace]:
    """The sites that a count asks for. They do not hold the count, which holds them."""
    periods = cache(partial(periods_of, tally.keys))
    sites = Site.objects.filter(pk__in=tally.keys).values_list("pk", "programme__starts_on", "is_in_outline")
    return {site: SitePlace(began, elsewhere, partial(_at, periods, site)) for site, began, elsewhere in sites}


def _at(periods: Callable[[], Mapping[int, Sequence[SitePeriod]]], site: int) -> Sequence[SitePeriod]:
    return periods()[site]


def periods_of(sites: Collection[int]) -> Mapping[int, Sequence[SitePeriod]]:
    """The periods of each site, by its key, in one question."""
    found: dict[int, list[SitePeriod]] = defaultdict(list)
    for period in SitePeriod.objects.filter(site__in=sites):
        found[period.site_id].append(period)
    return found


@dataclass(frozen=True)
class MilestonesToLookAt:
    """How many of a site's milestones are overdue, and how many due soon."""

    overdue: int = 0
    due_soon: int = 0


def milestones_to_look_at(tally: Tally) -> Mapping[int, MilestonesToLookAt]:
    """Milestones overdue and due soon at each site, by its key, in one question."""
    listed = Milestone.objects.filter(site__in=tally.keys).order_by().values_list("site")
    counted: Any = listed.annotate(
        overdue=Count("pk", filter=Milestone.is_overdue(tally.day)),
        due_soon=Count("pk", filter=Milestone.is_due_soon(tally.day)),
    )
    found = defaultdict[int, MilestonesToLookAt](MilestonesToLookAt)
    return found | {site: MilestonesToLookAt(overdue, due_soon) for site, overdue, due_soon in counted}


MILESTONE = (
    FactColumn("Milestone", "name"), FactColumn("Site", lambda row: row.site.area if row.site else ""),
    FactColumn("Deadline", "deadline_words"), FactColumn("Working date", "due_on", date=True),
)  # fmt: skip
SITE_RECORD: dict[str, Any] = {"at": "site", "page": "programmes:site", "page_of": "site_id"}
MILESTONES_OVERDUE = Stock(
    key="milestones_overdue", label="Milestones overdue", one="milestone overdue", many="milestones overdue",
    model=Milestone, number=lambda tally, site, first, last: tally.fetched(milestones_to_look_at)[site].overdue,
    list_rows=lambda fact_list: Milestone.objects.overdue_at(fact_list.tally.day).filter(site__in=fact_list.tally.keys),
    columns=MILESTONE, related=("site",), order=("due_on",), **SITE_RECORD,
)  # fmt: skip
MILESTONES_DUE_SOON = Stock(
    key="milestones_due_soon", label="Milestones due in the next 30 days", one="milestone due in the next 30 days",
    many="milestones due in the next 30 days", model=Milestone,
    number=lambda tally, site, first, last: tally.fetched(milestones_to_look_at)[site].due_soon,
    list_rows=lambda fact_list: (
        Milestone.objects.due_soon_at(fact_list.tally.day).filter(site__in=fact_list.tally.keys)
    ),
    columns=MILESTONE, related=("site",), order=("due_on",), **SITE_RECORD,
)  # fmt: skip


def targets_on(sites: Iterable[int], day: date) -> QuerySet[Target]:
    """What sites were to reach by the end of a day's quarter."""
    return Target.objects.of(Quarter.containing(day)).filter(site__in=list(sites))


def targets_at(tally: Tally) -> Mapping[int, Mapping[Measure, int]]:
    """The targets of each site for the day's quarter, by its key; of a measure without one there is no entry."""
    found: dict[int, dict[Measure, int]] = defaultdict(dict)
    for site, measure, number in targets_on(tally.keys, tally.day).order_by().values_list("site", "measure", "number"):
        found[site][Measure(measure)] = number
    return found


def _target(measure: Measure, one: str, many: str) -> Stock:
    def listed(fact_list: FactList) -> QuerySet[Target]:
        return targets_on(fact_list.tally.keys, fact_list.tally.day).filter(measure=measure)

    return Stock(
        key=f"target_{measure}", label=f"Target: {str(measure.label).lower()}", one=one, many=many, model=Target,
        number=lambda tally, site, first, last: tally.fetched(targets_at)[site].get(measure, 0), list_rows=listed,
        adds="number", related=("site",), order=("site__number",),
        columns=(
            FactColumn("Site", "site.area"), FactColumn("Target for", "get_measure_display"),
            FactColumn("By the end of", lambda row: str(row.quarter)), FactColumn("Number", "number", number=True),
        ), **SITE_RECORD,
    )  # fmt: skip


TARGETS = {
    Measure.PRACTICES_SIGNED_UP: _target(
        Measure.PRACTICES_SIGNED_UP, "practice to be signed up", "practices to be signed up"
    ),
    Measure.PRACTICES_TRAINED: _target(
        Measure.PRACTICES_TRAINED, "practice to be fully trained", "practices to be fully trained"
    ),
    Measure.SESSIONS: _target(Measure.SESSIONS, "session to be held", "sessions to be held"),
    Measure.PEOPLE: _target(Measure.PEOPLE, "person to be at sessions", "people to be at sessions"),
}
POSTS = Stock(
    key="posts", label="People in post", one="person in post", many="people in post", model=SitePost,
    number=lambda tally, site, first, last: tally.fetched(posts_at)[site],
    list_rows=lambda fact_list: SitePost.objects.filter(site__in=fact_list.tally.keys).held_on(fact_list.tally.day),
    columns=(
        FactColumn("Post", "get_kind_display"), FactColumn("Site", "site.area"),
        FactColumn("Since", "started_on", date=True), FactColumn("Working time", "working_time", number=True),
    ), related=("site",), order=("site_id", "kind"), **SITE_RECORD,
)  # fmt: skip


def posts_at(tally: Tally) -> Mapping[int, int]:
    """How many people are in post at each site on the day."""
    held = SitePost.objects.filter(site__in=tally.keys).held_on(tally.day).order_by().values_list("site")
    found: dict[int, int] = defaultdict(int)
    return found | dict(held.annotate(people=Count("pk")))


def register() -> None:
    """Let what this room knows be counted, at sites."""
    PLACES.put("site", site_places)
    FACTS.add(MILESTONES_OVERDUE, MILESTONES_DUE_SOON, *TARGETS.values(), POSTS)
