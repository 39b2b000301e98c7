"""Every figure of sites and quarters as rows, for programs and for reports: no totals, sites by name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.delivery.facts.count import Fact, SiteCount
from towpath.foundation.figures import Audience, ReleasedFigure, released
from towpath.foundation.periods import Quarter


@dataclass(frozen=True)
class FigureRow:
    """One figure: of which site, of what, in which quarter."""

    site: str
    fact: Fact
    quarter: Quarter
    figure: ReleasedFigure

    def as_json(self) -> dict[str, Any]:
        about = {"site": self.site, "fact": self.fact.value, "quarter": in_key(self.quarter)}
        return about | self.figure.as_json()


def in_key(quarter: Quarter) -> str:
    """2026/27-Q2, as commands take and give it."""
    return quarter.label.replace(" ", "-")


def figure_rows(counts: Iterable[SiteCount], quarters: Sequence[Quarter], audience: Audience) -> list[FigureRow]:
    """A row for each site, fact and quarter. Figures that add up to one of the whole programme leave together."""
    sites = sorted(counts, key=lambda count: (count.standing.site.area, count.standing.site.pk))
    by_site: dict[int, list[FigureRow]] = defaultdict(list)
    for fact in Fact:
        for quarter in quarters:
            figures = [site.figure(fact, quarter) for site in sites]
            shown = released(figures, audience, adds_up=fact is Fact.ANSWERED)
            for site, figure in zip(sites, shown, strict=True):
                by_site[site.standing.site.pk].append(FigureRow(site.standing.site.area, fact, quarter, figure))
    return [row for site in sites for row in by_site[site.standing.site.pk]]
