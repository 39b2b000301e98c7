"""A site's name, its partners, how it works on the day and who is in post."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from towpath.delivery.sites.standing import SiteStanding
from towpath.programmes.models import Mode, PostKind

NO_MODE = "none"
NO_MODE_LABEL = "No mode recorded"
NOT_BEGUN = "not_begun"
MODES = [(NOT_BEGUN, "Not begun"), *((mode.value, str(mode.label)) for mode in Mode), (NO_MODE, NO_MODE_LABEL)]
LABELS = dict(MODES)
SHOWN_POSTS = (PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD)
STOPS = (Mode.PAUSED, Mode.CLOSED)


@dataclass(frozen=True)
class InPost:
    """How much working time a post has filled."""

    label: str
    working_time: Decimal

    @property
    def words(self) -> str:
        """0.6 of a whole post as 0.6, two whole posts as 2."""
        return f"{self.working_time.normalize():f}"


@dataclass(frozen=True)
class SiteHeading:
    """What a site is called and how it works."""

    pk: int
    number: int
    area: str
    programme_pk: int
    programme: str
    phase_pk: int
    phase: str
    partners: tuple[str, ...]
    mode: str
    mode_label: str
    since: date | None
    reason: str
    posts: tuple[InPost, ...]
    delivers: bool

    @property
    def partners_in_words(self) -> str:
        return ", ".join(self.partners) or "No partner agency recorded"

    @property
    def filled(self) -> tuple[InPost, ...]:
        """The posts that somebody is in."""
        return tuple(post for post in self.posts if post.working_time)

    @property
    def is_stopped(self) -> bool:
        return self.mode in STOPS


def mode_of(standing: SiteStanding) -> tuple[str, str]:
    """The mode of the day as its slug and its words; a site that is yet to begin is told from one with a gap."""
    slug = standing.mode.value if standing.mode else NOT_BEGUN if standing.is_to_begin else NO_MODE
    return slug, LABELS[slug]


def place_of(standing: SiteStanding) -> SiteHeading:
    """A site as its row or its page names it."""
    site, period = standing.site, standing.period
    mode, label = mode_of(standing)
    return SiteHeading(
        pk=site.pk,
        number=site.number,
        area=site.area,
        programme_pk=site.programme_id,
        programme=site.programme.name,
        phase_pk=site.phase_id,
        phase=site.phase.name,
        partners=tuple(dict.fromkeys(partner.agency.name for partner in standing.partners)),
        mode=mode,
        mode_label=label,
        since=period.started_on if period else None,
        reason=period.reason if period else "",
        posts=tuple(InPost(str(kind.label), standing.working_time(kind)) for kind in SHOWN_POSTS),
        delivers=standing.delivers,
    )
