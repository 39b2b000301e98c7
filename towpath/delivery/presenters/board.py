"""The board of sites: a row for each, and under them a total that its rows add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from towpath.delivery.presenters.linked import (
    Linked,
    LinkedTotal,
    Links,
    SumOfSum,
    TargetReached,
    link,
    link_ratio,
    link_target,
    link_total,
)
from towpath.delivery.presenters.missing import missing_of
from towpath.delivery.sites.counting import REACHES, BoardFacts, SiteCount
from towpath.facts.kinds import Fact
from towpath.foundation.figures import Audience, Figure, released, total_of
from towpath.practices.facts import SIGNED_UP
from towpath.programmes.facts import MILESTONES_DUE_SOON, MILESTONES_OVERDUE, TARGETS
from towpath.programmes.missing import Missing
from towpath.programmes.models import Measure
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.practices import TRAINED, TRAINED_OF_SIGNED_UP
from towpath.training.facts.sessions import PEOPLE, SESSIONS
from towpath.ui.charts import ColumnChart, QuarterColumn, TargetBar, tallest, target_bar

CHARTS: dict[Fact, str] = {SESSIONS: "Sessions", PEOPLE: "People"}
TRAINED_TARGET = TARGETS[Measure.PRACTICES_TRAINED]


@dataclass(frozen=True)
class SiteRow:
    """One site. `targets` are those that somebody set, each with what was reached of it."""

    standing: SiteStanding
    signed_up: Linked
    trained: Linked
    target: Linked
    bar: TargetBar | None
    sessions: ColumnChart
    people: ColumnChart
    targets: Mapping[str, TargetReached]
    overdue: Linked
    due_soon: Linked
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class PhaseGroup:
    """The sites of a phase."""

    heading: str
    rows: tuple[SiteRow, ...]


def rows_of(facts: BoardFacts, links: Links, audience: Audience) -> tuple[SiteRow, ...]:
    """A row for each site; charts of one kind share a scale, so that sites can be compared by eye."""
    sites = facts.tally.sites
    scales = {
        fact: tallest([int(figure.number or 0) for site in sites for figure in _by_quarter(facts, site, fact)])
        for fact in CHARTS
    }
    return tuple(_row(facts, site, scales, links, audience) for site in sites)


def _by_quarter(facts: BoardFacts, site: SiteCount, fact: Fact) -> list[Figure]:
    """A site's figures of the quarters shown."""
    return [site.figure(fact, quarter) for quarter in facts.quarters]


def _row(facts: BoardFacts, site: SiteCount, scales: Mapping[Fact, int], links: Links, audience: Audience) -> SiteRow:
    key = site.place

    def on_the_day(fact: Fact) -> Linked:
        return link(site.figure(fact), audience, links.to(fact, site=key))

    target = site.targets.get(Measure.PRACTICES_TRAINED)
    return SiteRow(
        standing=site.standing,
        signed_up=on_the_day(SIGNED_UP),
        trained=on_the_day(TRAINED),
        target=link_target(target, links.to(TRAINED_TARGET, site=key)),
        bar=target_bar(int(site.figure(TRAINED).number or 0), target or 0),
        sessions=_chart(facts, site, SESSIONS, scales, links, audience),
        people=_chart(facts, site, PEOPLE, scales, links, audience),
        targets=targets_reached(site, site.targets, links, audience),
        overdue=on_the_day(MILESTONES_OVERDUE),
        due_soon=on_the_day(MILESTONES_DUE_SOON),
        missing=missing_of(site, facts.checks[site.place], links),
    )


def targets_reached(
    site: SiteCount, targets: Mapping[Measure, int], links: Links, audience: Audience
) -> dict[str, TargetReached]:
    """By measure, a target that somebody set beside what was reached of it."""
    return {
        measure.value: TargetReached(
            str(measure.label),
            released([site.reached(measure)], audience)[0],
            link_target(targets[measure], links.to(TARGETS[measure], site=site.place)),
        )
        for measure in REACHES
        if measure in targets
    }


def _chart(
    facts: BoardFacts, site: SiteCount, fact: Fact, scales: Mapping[Fact, int], links: Links, audience: Audience
) -> ColumnChart:  # fmt: skip
    key = site.place
    shown = zip(facts.spans, released(_by_quarter(facts, site, fact), audience), strict=True)
    columns = [
        QuarterColumn(
            span.quarter, figure, links.to(fact, site=key, first=span.first, last=span.last), span.is_open
        )
        for span, figure in shown
    ]  # fmt: skip
    return ColumnChart(CHARTS[fact], tuple(columns), scales[fact])


def groups_of(rows: Iterable[SiteRow], with_programme: bool) -> tuple[PhaseGroup, ...]:
    """Rows under their phase; they come ordered by it."""

    def heading(row: SiteRow) -> tuple[str, str]:
        site = row.standing.site
        return site.programme.name, site.phase.name

    return tuple(
        PhaseGroup(f"{programme}: {phase}" if with_programme else phase, tuple(listed))
        for (programme, phase), listed in groupby(rows, key=heading)
    )


@dataclass(frozen=True)
class Totals:
    """The last row: each figure the sum of the rows above it.

    `of_signed_up` is how many are fully trained of those signed up, `of_target` of the target, each of the same sites.
    """

    sites: int
    signed_up: LinkedTotal
    trained: LinkedTotal
    target: LinkedTotal
    of_signed_up: SumOfSum
    of_target: SumOfSum
    targets: Mapping[str, TargetReached]
    sessions: tuple[LinkedTotal, ...]
    people: tuple[LinkedTotal, ...]
    sessions_chart: ColumnChart
    people_chart: ColumnChart
    overdue: LinkedTotal
    due_soon: LinkedTotal


def totals_of(facts: BoardFacts, links: Links, audience: Audience) -> Totals:
    """The sums of the rows."""

    tally = facts.tally

    def on_the_day(fact: Fact) -> LinkedTotal:
        return link_total(tally.total(fact), audience, links.to(fact))

    targets = tally.targets_of(Measure.PRACTICES_TRAINED).values()
    of_target = tally.reached_of_target(Measure.PRACTICES_TRAINED)
    sessions, people = (_totals_by_quarter(facts, fact, links, audience) for fact in CHARTS)
    return Totals(
        sites=len(facts.tally.sites),
        signed_up=on_the_day(SIGNED_UP),
        trained=on_the_day(TRAINED),
        target=link_total(total_of(map(Figure, targets)), audience, links.to(TRAINED_TARGET)),
        of_signed_up=link_ratio(tally.ratio(TRAINED_OF_SIGNED_UP), audience, links.to(SIGNED_UP)),
        of_target=link_ratio(of_target, audience, links.to(TRAINED_TARGET)),
        targets=_targets_of_all(facts, links, audience),
        sessions=sessions,
        people=people,
        sessions_chart=_sum_chart("Sessions at all sites", facts, sessions),
        people_chart=_sum_chart("People at all sites", facts, people),
        overdue=on_the_day(MILESTONES_OVERDUE),
        due_soon=on_the_day(MILESTONES_DUE_SOON),
    )


def _targets_of_all(facts: BoardFacts, links: Links, audience: Audience) -> dict[str, TargetReached]:
    """Targets summed over the sites that have one, beside what those sites reached."""
    ratios = {measure: facts.tally.reached_of_target(measure) for measure in Measure}
    shown = {
        measure: link_ratio(ratio, audience, links.to(TARGETS[measure]))
        for measure, ratio in ratios.items()
        if ratio.places
    }
    return {measure.value: TargetReached(str(measure.label), one.part, one.whole) for measure, one in shown.items()}


def _totals_by_quarter(facts: BoardFacts, fact: Fact, links: Links, audience: Audience) -> tuple[LinkedTotal, ...]:
    return tuple(
        link_total(
            facts.tally.total(fact, span.quarter), audience, links.to(fact, first=span.first, last=span.last)
        )
        for span in facts.spans
    )  # fmt: skip


def _sum_chart(title: str, facts: BoardFacts, sums: Sequence[LinkedTotal]) -> ColumnChart:
    columns = [
        QuarterColumn(span.quarter, one.figure, one.href, span.is_open)
        for span, one in zip(facts.spans, sums, strict=True)
    ]
    return ColumnChart(title, tuple(columns), tallest([int(column.figure.number or 0) for column in columns]))
