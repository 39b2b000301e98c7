"""What a progress report is made from: a programme's sites, agreements and deadlines, in one question for each kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import FilteredRelation, Q

from towpath.foundation.periods import Quarter
from towpath.programmes.models import CoreElement, Milestone, Mode, Programme, Site, SitePeriod, SitePost, Target
from towpath.programmes.presenters.gathered import Gathered, gather, period_on
from towpath.reports.quarter.found import local_day


@dataclass(frozen=True)
class CheckFound:
    """A core element at a site in the quarter: what the newest check found, and why."""

    element: str
    finding: str
    reason: str
    evidence: str


@dataclass(frozen=True)
class Found:
    """A programme as known at a moment, seen on the report's day: the quarter's last, or today where it goes on."""

    gathered: Gathered
    quarter: Quarter
    known_at: datetime
    posts: dict[int, list[SitePost]]
    targets: dict[tuple[int, str], int]
    elements: tuple[str, ...]
    checks: dict[int, list[CheckFound]]

    @property
    def programme(self) -> Programme:
        return self.gathered.programme

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites, phase by phase."""
        return self.gathered.sites

    @property
    def day(self) -> date:
        return day_of(self.quarter, self.known_at)

    @property
    def is_over(self) -> bool:
        return self.day == self.quarter.end

    def period_now(self, site: Site) -> SitePeriod | None:
        return period_on(site.periods.all(), self.day)

    def has_begun(self, site: Site) -> bool:
        """Whether work at the site began by the report's day: a pause before it is no beginning."""
        return any(one.started_on <= self.day and _is_work(one) for one in site.periods.all())

    def has_delivered(self, site: Site) -> bool:
        """Whether practices could be trained at the site on some day up to the report's."""
        return any(one.started_on <= self.day and Mode(one.mode).delivers for one in site.periods.all())

    def in_quarter(self, site: Site) -> Iterator[SitePeriod]:
        """The site's periods that have a day in the quarter, as far as it has gone."""
        for one in site.periods.all():
            if one.started_on <= self.day and (one.ended_on is None or one.ended_on >= self.quarter.start):
                yield one

    def delivers_in_quarter(self, site: Site) -> bool:
        """Whether practices could be trained at the site on some day of the quarter."""
        return any(Mode(one.mode).delivers for one in self.in_quarter(site))


def find(programme: Programme, quarter: Quarter, known_at: datetime) -> Found:
    """All that a report needs besides training, in nine questions however many the sites."""
    day = day_of(quarter, known_at)
    elements, checks = _core(programme, quarter)
    return Found(
        gathered=_as_on(gather(programme), day),
        quarter=quarter,
        known_at=known_at,
        posts=_by_site(SitePost.objects.filter(site__programme=programme).held_on(day).order_by("kind", "pk")),
        targets=_targets(programme, quarter),
        elements=elements,
        checks=checks,
    )


def _is_work(period: SitePeriod) -> bool:
    return period.mode == Mode.MOBILISING or Mode(period.mode).delivers


def day_of(quarter: Quarter, known_at: datetime) -> date:
    """The day a report stands on: the last of its quarter, or the day it is made where that is sooner."""
    return min(quarter.end, local_day(known_at))


def _as_on(gathered: Gathered, day: date) -> Gathered:
    """What was agreed by a day, and milestones not yet met where they were met after it."""
    return replace(
        gathered,
        terms=tuple(terms for terms in gathered.terms if terms.agreed_on <= day),
        milestones=tuple(_milestone_on(one, day) for one in gathered.milestones),
    )


def _milestone_on(milestone: Milestone, day: date) -> Milestone:
    if milestone.met_on and milestone.met_on > day:
        milestone.met_on = None
    return milestone


def _targets(programme: Programme, quarter: Quarter) -> dict[tuple[int, str], int]:
    """What each site was to reach by the end of the quarter, by measure."""
    wanted = Target.objects.filter(
        site__programme=programme, financial_year=quarter.financial_year.first, quarter_number=quarter.number
    )
    return {(site, measure): reached for site, measure, reached in wanted.values_list("site_id", "measure", "number")}


def _core(programme: Programme, quarter: Quarter) -> tuple[tuple[str, ...], dict[int, list[CheckFound]]]:
    """The core elements, and by site the newest check of each in the quarter."""
    rows: Any = (
        CoreElement.objects.filter(programme=programme)
        .annotate(
            of_quarter=FilteredRelation(
                "checks",
                condition=Q(checks__financial_year=quarter.financial_year.first, checks__quarter_number=quarter.number),
            )
        )
        .order_by("position", "of_quarter__pk")
        .values_list("name", "of_quarter__site_id", "of_quarter__finding", "of_quarter__reason", "of_quarter__evidence")
    )
    newest: dict[tuple[int, str], CheckFound] = {}
    elements: dict[str, None] = {}
    for name, site, finding, reason, evidence in rows:
        elements[name] = None
        if site is not None:
            newest[site, name] = CheckFound(name, finding, reason, evidence)
    by_site: dict[int, list[CheckFound]] = defaultdict(list)
    for (site, _), check in newest.items():
        by_site[site].append(check)
    return tuple(elements), by_site


def _by_site(posts: Iterable[SitePost]) -> dict[int, list[SitePost]]:
    by_site: dict[int, list[SitePost]] = defaultdict(list)
    for post in posts:
        by_site[post.site_id].append(post)
    return by_site
