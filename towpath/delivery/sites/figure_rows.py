"""Every figure of sites and quarters as rows, for programs and for reports: no totals, sites by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.delivery.sites.counting import REPORTED, SiteCount
from towpath.facts.kinds import Fact
from towpath.foundation.figures import Audience, Figure, ReleasedFigure, released
from towpath.foundation.periods import Quarter
from towpath.training.facts.feedback import Feedback, answered_as_read
from towpath.training.facts.sessions import ANSWERED


@dataclass(frozen=True)
class FigureRow:
    """One figure: of which site, of what, in which quarter."""

    site: str
    fact: Fact
    quarter: Quarter
    figure: ReleasedFigure

    def as_json(self) -> dict[str, Any]:
        about = {"site": self.site, "fact": self.fact.key, "quarter": in_key(self.quarter)}
        return about | self.figure.as_json()


def in_key(quarter: Quarter) -> str:
    """2026/27-Q2, as commands take and give it."""
    return quarter.label.replace(" ", "-")


Answers = Mapping[Quarter, Feedback]


def figure_rows(
    counts: Iterable[SiteCount], quarters: Sequence[Quarter], audience: Audience, answers: Answers
) -> list[FigureRow]:
    """A row for each site, fact and quarter. `answers` are those that readers see: of quarters that have ended."""
    sites = sorted(counts, key=lambda count: (count.standing.site.area, count.standing.site.pk))
    by_site: dict[int, list[FigureRow]] = defaultdict(list)
    for fact in REPORTED:
        for quarter in quarters:
            figures = (_as_read(site, fact, quarter, audience, answers) for site in sites)
            for site, figure in zip(sites, released(figures, audience), strict=True):
                by_site[site.standing.site.pk].append(FigureRow(site.standing.site.area, fact, quarter, figure))
    return [row for site in sites for row in by_site[site.standing.site.pk]]


def _as_read(site: SiteCount, fact: Fact, quarter: Quarter, audience: Audience, answers: Answers) -> Figure:
    if fact is ANSWERED:
        return answered_as_read(site, audience, answers.get(quarter), quarter)
    return site.figure(fact, quarter)
