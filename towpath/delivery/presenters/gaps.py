"""What is missing at a site in delivery: the one list of `programmes.missing`, with what training records lack."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from towpath.delivery.facts.count import SiteCount, count
from towpath.delivery.facts.standing import SiteStanding
from towpath.delivery.presenters.links import Links
from towpath.programmes.missing import Checks, Missing, SiteHistory, gaps_between, missing_at
from towpath.programmes.models import Site
from towpath.ui.words import count_of


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
    counts = count([SiteStanding(site, day) for site in sites], day, is_for_board=True)
    return {key: list(_records(counted, Links({}))) for key, counted in counts.items()}


def _records(counted: SiteCount, links: Links) -> Iterator[Missing]:
    site = counted.standing.site.pk
    if counted.uncounted:
        text = f"Staff never counted at {count_of(counted.uncounted, 'practice')}"
        yield Missing(text, links.to("uncounted", site=site))
    if counted.passed:
        text = f"{count_of(counted.passed, 'session')} past the day, not recorded as held"
        yield Missing(text, links.to("past-their-day", site=site))
    if counted.without_attendance:
        text = f"No attendance recorded for {count_of(counted.without_attendance, 'session')} held"
        yield Missing(text, links.to("without-attendance", site=site))
