"""Phases side by side: what each, and each site in it, did in its first quarter of delivery, its second, and so on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from towpath.delivery.presenters.linked import Linked, LinkedTotal, Links, link_total, links_of
from towpath.delivery.sites.counting import SiteCount
from towpath.delivery.sites.delivered import BEFORE, IN_ALL, DeliveryFigures, delivered
from towpath.facts.kinds import Fact
from towpath.foundation.figures import Absence, Audience, Figure, total_of
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Mode, Site


@dataclass(frozen=True)
class SiteQuarters:
    """A site's quarters since it began to deliver, and all of them together."""

    site: Site
    began: Quarter | None
    before: Linked
    cells: tuple[Linked, ...]
    whole: Linked


@dataclass(frozen=True)
class PhaseLines:
    """A phase, its sites, and their sums."""

    heading: str
    lines: tuple[SiteQuarters, ...]
    before: LinkedTotal
    cells: tuple[LinkedTotal, ...]
    whole: LinkedTotal


def phases_of(
    counts: Sequence[SiteCount], fact: Fact, links: Links, audience: Audience, with_programme: bool
) -> tuple[PhaseLines, ...]:
    """The phases, each with its sites; all have as many quarters as the site that delivered longest."""
    sites = [delivered(count, fact) for count in counts]
    length = max((len(site.quarters) for site in sites), default=0)
    grouped = groupby(sites, key=lambda site: site.standing.site.phase_id)
    return tuple(_phase(pk, list(listed), fact, length, links, audience, with_programme) for pk, listed in grouped)


def _line(site: DeliveryFigures, fact: Fact, length: int, links: Links, audience: Audience) -> SiteQuarters:
    key = site.standing.site.pk
    figures = [site.before, *_all_quarters(site, length), site.whole]
    hrefs = [links.to(fact, site=key, nth=nth) for nth in range(length + 1)]
    before, *cells, whole = links_of(figures, [*hrefs, links.to(IN_ALL.get(fact, fact), site=key)], audience)
    return SiteQuarters(
        site.standing.site, site.quarters[0] if site.quarters else None, before, tuple(cells), whole
    )  # fmt: skip


def _all_quarters(site: DeliveryFigures, length: int) -> list[Figure]:
    """As many quarters as the longest site has; those that a site has not come to are not due, nor nought.

    At a site that closed none is still to come.
    """
    to_come = Absence.NOT_APPLICABLE if site.standing.mode is Mode.CLOSED else Absence.NOT_DUE
    return [*site.by_quarter, *[Figure(absence=to_come)] * (length - len(site.quarters))]


def _phase(
    pk: int, sites: Sequence[DeliveryFigures], fact: Fact, length: int, links: Links, audience: Audience,
    with_programme: bool,
) -> PhaseLines:  # fmt: skip
    first = sites[0].standing.site

    def sum_of(figures: Sequence[Figure], nth: int) -> LinkedTotal:
        return link_total(total_of(figures), audience, links.to(fact, phase=pk, nth=nth))

    by_quarter = zip(*(_all_quarters(site, length) for site in sites), strict=True)
    return PhaseLines(
        f"{first.programme.name}: {first.phase.name}" if with_programme else first.phase.name,
        tuple(_line(site, fact, length, links, audience) for site in sites),
        sum_of([site.before for site in sites], BEFORE),
        tuple(sum_of(figures, nth) for nth, figures in enumerate(by_quarter, start=1)),
        link_total(total_of(site.whole for site in sites), audience, links.to(IN_ALL.get(fact, fact), phase=pk)),
    )
