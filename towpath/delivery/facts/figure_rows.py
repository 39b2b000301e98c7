"""Every figure of sites and quarters as rows, for programs and for reports: no totals, sites by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.delivery.facts.count import Fact, SiteCount
from towpath.foundation.figures import HIDDEN, Absence, Audience, Figure, ReleasedFigure, released
from towpath.foundation.periods import Quarter
from towpath.training.facts.feedback import Feedback


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


Answers = Mapping[Quarter, Feedback]


def figure_rows(
    counts: Iterable[SiteCount], quarters: Sequence[Quarter], audience: Audience, answers: Answers
) -> list[FigureRow]:
    """A row for each site, fact and quarter. `answers` are those of the quarters whose answers may be read."""
    sites = sorted(counts, key=lambda count: (count.standing.site.area, count.standing.site.pk))
    by_site: dict[int, list[FigureRow]] = defaultdict(list)
    for fact in Fact:
        for quarter in quarters:
            figures = [site.figure(fact, quarter) for site in sites]
            if fact is Fact.ANSWERED and audience is Audience.READING:
                keys = [site.standing.site.pk for site in sites]
                figures = _as_read(dict(zip(keys, figures, strict=True)), answers.get(quarter))
            shown = released(figures, audience)
            for site, figure in zip(sites, shown, strict=True):
                by_site[site.standing.site.pk].append(FigureRow(site.standing.site.area, fact, quarter, figure))
    return [row for site in sites for row in by_site[site.standing.site.pk]]


def _as_read(figures: Mapping[int, Figure], feedback: Feedback | None) -> list[Figure]:
    """How many answered at each site, as readers may see it beside what was answered; not before the quarter ends."""
    if feedback is None:
        return [Figure(absence=Absence.NOT_DUE)] * len(figures)
    return [HIDDEN if feedback.hides_site(site) else figure for site, figure in figures.items()]
