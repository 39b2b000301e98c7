"""How sites stand on a day: the period they are in, who delivers, who is in post, whether meeting is allowed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.db.models import QuerySet

from towpath.programmes.models import Mode, PostKind, RiskAssessment, Site, SitePartner, SitePeriod, SitePost
from towpath.ui.timeline import DateLine, Gap, Lane, Stretch, Timeline

AtSite = TypeVar("AtSite", SitePeriod, SitePartner, SitePost, RiskAssessment)
NO_MODE = "none"
NOT_BEGUN = "not_begun"
MODES = {NOT_BEGUN: "Not begun", **{mode.value: str(mode.label) for mode in Mode}, NO_MODE: "No mode recorded"}
SHOWN_POSTS = (PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD)


@dataclass(frozen=True)
class SiteStanding:
    """One site on a day: all its periods, the partners and posts held on the day, the assessments made by then."""

    site: Site
    day: date
    periods: Sequence[SitePeriod] = ()
    partners: Sequence[SitePartner] = ()
    posts: Sequence[SitePost] = ()
    assessments: Sequence[RiskAssessment] = ()

    @property
    def risk(self) -> RiskAssessment | None:
        """The newest risk assessment made by the day."""
        return self.assessments[-1] if self.assessments else None

    @cached_property
    def period(self) -> SitePeriod | None:
        """The period it is in; None where none is recorded for the day."""
        return period_on(self.periods, self.day)

    @property
    def mode(self) -> Mode | None:
        """How the site works; None where nothing is recorded."""
        return mode_in(self.period)

    def mode_on(self, day: date) -> Mode | None:
        return mode_in(period_on(self.periods, day))

    @property
    def mode_slug(self) -> str:
        """The mode of the day as filters and styles call it; of a site yet to begin, and of one with a gap, too."""
        return self.mode.value if self.mode else NOT_BEGUN if self.is_to_begin else NO_MODE

    @property
    def mode_label(self) -> str:
        return MODES[self.mode_slug]

    @property
    def is_stopped(self) -> bool:
        return self.mode in (Mode.PAUSED, Mode.CLOSED)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The names of the agencies that deliver here, each once."""
        return tuple(dict.fromkeys(partner.agency.name for partner in self.partners))

    @property
    def posts_filled(self) -> dict[PostKind, Decimal]:
        """Of the posts that a board shows, those that somebody is in, with their working time together."""
        return {kind: time for kind in SHOWN_POSTS if (time := self.working_time(kind))}

    @property
    def is_to_begin(self) -> bool:
        """Whether its first period, or its phase where none is recorded, is still to come."""
        begins = self.periods[0].started_on if self.periods else self.site.phase.starts_on
        return begins > self.day

    @property
    def has_begun(self) -> bool:
        """Whether work began here by the day: a pause before it is no beginning."""
        return any(one.started_on <= self.day and Mode(one.mode).signs_up for one in self.periods)

    @property
    def delivers(self) -> bool:
        return self.mode is not None and self.mode.delivers

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The days for which nothing is recorded, up to the day or to the end of all work where that is sooner."""
        ends = getattr(self.site, "work_ends_on", None)
        lines = (DateLine("End of all work", ends),) if ends else ()
        stretches = tuple(Stretch(one.mode, "", one.started_on, one.ended_on) for one in self.periods)
        lane = Lane("", self.site.area, stretches=stretches)
        return Timeline("", (lane,), lines, today=self.day).gaps_in(lane)

    def working_time(self, kind: PostKind) -> Decimal:
        """How many whole posts of a kind are filled; nought where nobody is in post."""
        return sum((post.working_time for post in self.posts if post.kind == kind), Decimal(0))


def standings(sites: Iterable[Site], day: date) -> list[SiteStanding]:
    """How each site stands, in four questions for any number of sites: what was fetched with them is not asked again.

    Gaps end with all work where the sites were fetched `with_end_of_work`.
    """
    listed = list(sites)
    periods = _of_each(listed, "periods", SitePeriod.objects.all())
    partners = _of_each(listed, "partners", SitePartner.objects.select_related("agency"))
    posts = _of_each(listed, "posts", SitePost.objects.all())
    assessments = _of_each(listed, "risk_assessments", RiskAssessment.objects.all())
    return [
        SiteStanding(
            site, day, periods(site),
            [one for one in partners(site) if one.is_held_on(day)],
            [one for one in posts(site) if one.is_held_on(day)],
            [one for one in assessments(site) if one.made_on <= day],
        )
        for site in listed
    ]  # fmt: skip


def _of_each(sites: Sequence[Site], name: str, rows: QuerySet[AtSite]) -> Callable[[Site], list[AtSite]]:
    """The rows of each site: those fetched with it, else asked for at once, without a manager for each site."""
    if all(name in getattr(site, "_prefetched_objects_cache", ()) for site in sites):
        return lambda site: list(getattr(site, name).all())
    by_key = {site.pk: site for site in sites}
    found: dict[int, list[AtSite]] = defaultdict(list)
    for row in rows.filter(site__in=by_key):
        row.site = by_key[row.site_id]
        found[row.site_id].append(row)
    return lambda site: found[site.pk]


def period_on(periods: Iterable[SitePeriod], day: date) -> SitePeriod | None:
    """The period a site is in on a day."""
    return next((one for one in periods if one.is_held_on(day)), None)


def mode_in(period: SitePeriod | None) -> Mode | None:
    """How a site works in a period; None where none is recorded."""
    return Mode(period.mode) if period else None


def partners_on(site: Site, day: date) -> str:
    """The agencies that deliver at a site on a day, or on its last days where none does any more."""
    partners = list(site.partners.all())
    now = [one for one in partners if one.is_held_on(day)]
    return ", ".join(one.agency.name for one in now or partners)
