"""What is missing at a site in delivery: the one list of `programmes.missing`, with what training records lack."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from towpath.delivery.presenters.linked import Links
from towpath.delivery.sites.counting import SiteCount, count_sites
from towpath.delivery.sites.standing import SiteStanding
from towpath.facts.kinds import Fact
from towpath.practices.facts import UNCOUNTED
from towpath.programmes.missing import Checks, Missing, SiteHistory, gaps_between, missing_at
from towpath.programmes.models import Site
from towpath.training.facts.sessions import PAST_THEIR_DAY, WITHOUT_RECORD
from towpath.ui.words import count_of

# What records lack, in the order in which it is told: how many there are of what, between these words.
LACKING: tuple[tuple[Fact, str, str, str], ...] = (
    (UNCOUNTED, "Staff never counted at ", "practice", ""),
    (PAST_THEIR_DAY, "", "session", " past the day, not recorded as held"),
    (WITHOUT_RECORD, "No attendance recorded for ", "session", " held"),
)


def gaps_of(counted: SiteCount, checks: Checks, links: Links) -> tuple[Missing, ...]:
    """Everything missing at a site, the most pressing first."""
    return missing_at(_history(counted.standing), counted.day, _records(counted, links), checks)


def _history(standing: SiteStanding) -> SiteHistory:
    gaps = gaps_between(standing.site, standing.periods, standing.day)
    return SiteHistory(
        standing.site, standing.periods, gaps, standing.partners, standing.posts, standing.assessments
    )  # fmt: skip


def records_missing(sites: Sequence[Site], day: date) -> Mapping[int, Sequence[Missing]]:
    """What training records lack at each of these sites, for pages of the rooms below."""
    counts = count_sites([SiteStanding(site, day) for site in sites], day)
    return {key: list(_records(counted, Links({}))) for key, counted in counts.items()}


def _records(counted: SiteCount, links: Links) -> Iterator[Missing]:
    for fact, before, noun, after in LACKING:
        if number := int(counted.number(fact)):
            yield Missing(f"{before}{count_of(number, noun)}{after}", links.to(fact, site=counted.place))
