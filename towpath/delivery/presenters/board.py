"""The board of sites: a row for each, and under them a total that its rows add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from towpath.delivery.facts.board import BoardFacts, SiteFacts
from towpath.delivery.facts.count import Fact, reached_of_target, trained_of_signed_up
from towpath.delivery.presenters.gaps import gaps_of
from towpath.delivery.presenters.linked import (
    Linked,
    LinkedTotal,
    SumOfSum,
    TargetReached,
    link,
    link_ratio,
    link_target,
    link_total,
)
from towpath.delivery.presenters.links import LIST_OF, TARGETS_OF, Links
from towpath.delivery.presenters.places import SiteHeading, place_of
from towpath.foundation.figures import Audience, Figure, RatioOfSums, released, total_of
from towpath.programmes.missing import Missing
from towpath.programmes.models import Measure
from towpath.ui.charts import ColumnChart, QuarterColumn, TargetBar, tallest, target_bar

CHARTS = {Fact.SESSIONS: "Sessions", Fact.PEOPLE: "People"}


@dataclass(frozen=True)
class SiteRow:
    """One site. `targets` are those that somebody set, each with what was reached of it."""

    place: SiteHeading
    signed_up: Linked
    trained: Linked
    target: Linked
    bar: TargetBar | None
    sessions: ColumnChart
    people: ColumnChart
    targets: Mapping[str, TargetReached]
    overdue: Linked
    due_soon: Linked
    gaps: tuple[Missing, ...]


@dataclass(frozen=True)
class PhaseGroup:
    """The sites of a phase."""

    heading: str
    rows: tuple[SiteRow, ...]


def rows_of(facts: BoardFacts, links: Links, audience: Audience) -> tuple[SiteRow, ...]:
    """A row for each site; charts of one kind share a scale, so that sites can be compared by eye."""
    scales = {fact: tallest([one for site in facts.sites for one in _numbers(site, fact)]) for fact in CHARTS}
    return tuple(_row(facts, site, scales, links, audience) for site in facts.sites)


def _numbers(site: SiteFacts, fact: Fact) -> Iterable[int]:
    return (int(figure.number or 0) for figure in site.by_quarter[fact])


def _row(facts: BoardFacts, site: SiteFacts, scales: Mapping[Fact, int], links: Links, audience: Audience) -> SiteRow:
    key = site.standing.site.pk

    def on_the_day(fact: Fact) -> Linked:
        return link(site.on_the_day[fact], audience, links.to(LIST_OF[fact], site=key))

    trained, target = site.on_the_day[Fact.TRAINED], site.targets.get(Measure.PRACTICES_TRAINED)
    return SiteRow(
        place=place_of(site.standing),
        signed_up=on_the_day(Fact.SIGNED_UP),
        trained=on_the_day(Fact.TRAINED),
        target=link_target(target, links.to("targets", site=key)),
        bar=target_bar(int(trained.number or 0), target or 0),
        sessions=_chart(facts, site, Fact.SESSIONS, scales, links, audience),
        people=_chart(facts, site, Fact.PEOPLE, scales, links, audience),
        targets=targets_reached(site.reached, site.targets, links, audience, site=key),
        overdue=link(Figure(site.milestones.overdue), audience, links.to("overdue", site=key)),
        due_soon=link(Figure(site.milestones.due_soon), audience, links.to("due-soon", site=key)),
        gaps=gaps_of(site.count, site.checks, links),
    )


def targets_reached(
    reached: Mapping[Measure, Figure], targets: Mapping[Measure, int], links: Links, audience: Audience,
    site: int | None = None,
) -> dict[str, TargetReached]:  # fmt: skip
    """By measure, a target that somebody set beside what was reached of it."""
    return {
        measure.value: TargetReached(
            str(measure.label),
            released([reached[measure]], audience)[0],
            link_target(targets[measure], links.to(TARGETS_OF[measure], site=site)),
        )
        for measure in Measure
        if measure in targets
    }


def _chart(
    facts: BoardFacts, site: SiteFacts, fact: Fact, scales: Mapping[Fact, int], links: Links, audience: Audience
) -> ColumnChart:  # fmt: skip
    key = site.standing.site.pk
    shown = zip(facts.spans, released(site.by_quarter[fact], audience), strict=True)
    columns = [
        QuarterColumn(
            span.quarter, figure, links.to(LIST_OF[fact], site=key, first=span.first, last=span.last), span.is_open
        )
        for span, figure in shown
    ]  # fmt: skip
    return ColumnChart(CHARTS[fact], tuple(columns), scales[fact])


def groups_of(rows: Iterable[SiteRow], with_programme: bool) -> tuple[PhaseGroup, ...]:
    """Rows under their phase; they come ordered by it."""

    def heading(row: SiteRow) -> tuple[str, str]:
        return row.place.programme, row.place.phase

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

    def sum_of(figures: Iterable[Figure], what: str) -> LinkedTotal:
        return link_total(total_of(figures), audience, links.to(what))

    def on_the_day(fact: Fact) -> LinkedTotal:
        return sum_of((site.on_the_day[fact] for site in facts.sites), LIST_OF[fact])

    with_target = [site for site in facts.sites if Measure.PRACTICES_TRAINED in site.targets]
    sessions, people = (_by_quarter(facts, fact, links, audience) for fact in CHARTS)
    return Totals(
        sites=len(facts.sites),
        signed_up=on_the_day(Fact.SIGNED_UP),
        trained=on_the_day(Fact.TRAINED),
        target=sum_of((Figure(site.targets[Measure.PRACTICES_TRAINED]) for site in with_target), "targets"),
        of_signed_up=link_ratio(
            trained_of_signed_up(site.count for site in facts.sites), audience, links.to(LIST_OF[Fact.SIGNED_UP])
        ),
        of_target=link_ratio(_of_target(facts, Measure.PRACTICES_TRAINED), audience, links.to("targets")),
        targets=_targets_of_all(facts, links, audience),
        sessions=sessions,
        people=people,
        sessions_chart=_sum_chart("Sessions at all sites", facts, sessions),
        people_chart=_sum_chart("People at all sites", facts, people),
        overdue=sum_of((Figure(site.milestones.overdue) for site in facts.sites), "overdue"),
        due_soon=sum_of((Figure(site.milestones.due_soon) for site in facts.sites), "due-soon"),
    )


def _of_target(facts: BoardFacts, measure: Measure) -> RatioOfSums:
    targets = {site.standing.site.pk: site.targets[measure] for site in facts.sites if measure in site.targets}
    return reached_of_target((site.count for site in facts.sites), measure, targets)


def _targets_of_all(facts: BoardFacts, links: Links, audience: Audience) -> dict[str, TargetReached]:
    """Targets summed over the sites that have one, beside what those sites reached."""
    ratios = {measure: _of_target(facts, measure) for measure in Measure}
    shown = {
        measure: link_ratio(ratio, audience, links.to(TARGETS_OF[measure]))
        for measure, ratio in ratios.items()
        if ratio.places
    }
    return {measure.value: TargetReached(str(measure.label), one.part, one.whole) for measure, one in shown.items()}


def _by_quarter(facts: BoardFacts, fact: Fact, links: Links, audience: Audience) -> tuple[LinkedTotal, ...]:
    return tuple(
        link_total(
            total_of(site.by_quarter[fact][place] for site in facts.sites), audience,
            links.to(LIST_OF[fact], first=span.first, last=span.last),
        )
        for place, span in enumerate(facts.spans)
    )  # fmt: skip


def _sum_chart(title: str, facts: BoardFacts, sums: Sequence[LinkedTotal]) -> ColumnChart:
    columns = [
        QuarterColumn(span.quarter, one.figure, one.href, span.is_open)
        for span, one in zip(facts.spans, sums, strict=True)
    ]
    return ColumnChart(title, tuple(columns), tallest([int(column.figure.number or 0) for column in columns]))
