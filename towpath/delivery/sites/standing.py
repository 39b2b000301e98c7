"""How sites stand on a day: the period they are in, who delivers, who is in post, whether meeting is allowed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from towpath.accounts.models import User
from towpath.programmes.facts import signs_up
from towpath.programmes.models import (
    Mode,
    PostKind,
    RiskAssessment,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
)
from towpath.programmes.presenters.rows import period_on

NO_MODE = "none"
NOT_BEGUN = "not_begun"
MODES = {NOT_BEGUN: "Not begun", **{mode.value: str(mode.label) for mode in Mode}, NO_MODE: "No mode recorded"}
SHOWN_POSTS = (PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD)


@dataclass
class SiteStanding:
    """One site on a day."""

    site: Site
    day: date
    periods: list[SitePeriod] = field(default_factory=list)
    partners: list[SitePartner] = field(default_factory=list)
    posts: list[SitePost] = field(default_factory=list)
    assessments: list[RiskAssessment] = field(default_factory=list)

    @property
    def risk(self) -> RiskAssessment | None:
        """The newest risk assessment made by the day."""
        return self.assessments[-1] if self.assessments else None

    @property
    def period(self) -> SitePeriod | None:
        """The period it is in; None where none is recorded for the day."""
        return period_on(self.periods, self.day)

    @property
    def mode(self) -> Mode | None:
        return Mode(self.period.mode) if self.period else None

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
        return any(one.started_on <= self.day and signs_up(Mode(one.mode)) for one in self.periods)

    @property
    def delivers(self) -> bool:
        return self.mode is not None and self.mode.delivers

    def working_time(self, kind: PostKind) -> Decimal:
        """How many whole posts of a kind are filled; nought where nobody is in post."""
        return sum((post.working_time for post in self.posts if post.kind == kind), Decimal(0))


def standings(sites: Sequence[Site], day: date) -> dict[int, SiteStanding]:
    """How each site stands, by its key, in four questions for any number of sites."""
    by_key = {site.pk: SiteStanding(site, day) for site in sites}
    _add(by_key, "periods", SitePeriod.objects.filter(site__in=by_key).order_by("site_id", "started_on"))
    partners = SitePartner.objects.held_on(day).filter(site__in=by_key).select_related("agency")
    _add(by_key, "partners", partners.order_by("site_id", "started_on", "pk"))
    posts = SitePost.objects.held_on(day).filter(site__in=by_key).order_by("site_id", "kind", "started_on", "pk")
    _add(by_key, "posts", posts)
    made = RiskAssessment.objects.filter(site__in=by_key, made_on__lte=day).order_by("made_on", "pk")
    _add(by_key, "assessments", made)
    return by_key


def standing_of(
    site: Site, day: date, *, posts: Iterable[SitePost], assessments: Iterable[RiskAssessment]
) -> SiteStanding:  # fmt: skip
    """How a site fetched with its periods and partners stands."""
    partners = [one for one in site.partners.all() if one.is_held_on(day)]
    in_post = [one for one in posts if one.is_held_on(day)]
    made = [one for one in assessments if one.made_on <= day]
    return SiteStanding(site, day, list(site.periods.all()), partners, in_post, made)


def _add(standings: dict[int, SiteStanding], name: str, rows: Iterable[Any]) -> None:
    by_site: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_site[row.site_id].append(row)
    for site, listed in by_site.items():
        setattr(standings[site], name, listed)


def visible_sites(user: User, day: date) -> QuerySet[Site]:
    """The sites of a person's board on a day, with what their names need and the end of all work as agreed by then."""
    return (
        Site.objects.visible_to(user)
        .with_end_of_work(day)
        .select_related("programme", "phase")
        .order_by("programme__name", "programme_id", "phase__position", "number")
    )
