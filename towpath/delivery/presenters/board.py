"""The board of sites: a row for each, and under them a total that its rows add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from towpath.delivery.facts.board import Facts
from towpath.delivery.facts.figure import Figure, Total, total_of
from towpath.delivery.facts.numbers import Milestones, Practices, Tally
from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters import figures
from towpath.delivery.presenters.charts import Chart, Column, Reach, chart_of, reach, tallest
from towpath.delivery.presenters.gaps import Gap, Unrecorded, gaps_of
from towpath.delivery.presenters.links import Links
from towpath.delivery.presenters.places import Place, place_of

NOTHING = Tally()


@dataclass(frozen=True)
class Linked:
    """A figure and the list that makes it."""

    figure: Figure
    href: str


@dataclass(frozen=True)
class Row:
    """One site."""

    place: Place
    signed_up: Linked
    trained: Linked
    target: Linked
    bar: Reach | None
    sessions: Chart
    people: Chart
    overdue: Linked
    due_soon: Linked
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Group:
    """The sites of a phase."""

    heading: str
    rows: tuple[Row, ...]


def rows_of(facts: Facts, links: Links) -> tuple[Row, ...]:
    """A row for each site; charts of one kind share a scale, so that sites can be compared by eye."""
    held = {standing.site.pk: _held(facts, standing) for standing in facts.standings}
    scales = {
        name: tallest([getattr(one, name) for quarters in held.values() for one in quarters])
        for name in ("sessions", "people")
    }
    return tuple(_row(facts, standing, held[standing.site.pk], scales, links) for standing in facts.standings)


def _held(facts: Facts, standing: Standing) -> list[figures.Held]:
    """What a site held in each quarter shown."""
    tallies = facts.tallies.get(standing.site.pk, {})
    return [
        figures.held_in(standing.periods, tallies.get(span.quarter, NOTHING), span.first, span.last)
        for span in facts.spans
    ]


def _row(
    facts: Facts, standing: Standing, held: Sequence[figures.Held], scales: Mapping[str, int], links: Links
) -> Row:
    site = standing.site.pk
    practices = facts.practices.get(site, Practices())
    has_rule = standing.site.programme_id in facts.rules
    trained = figures.trained_at(standing, facts.trained.get(site, 0), practices, has_rule)
    target = figures.target_of(facts.targets, site)
    milestones = facts.milestones.get(site, Milestones())
    return Row(
        place=place_of(standing),
        signed_up=Linked(figures.signed_up_at(standing, practices), links.to("signed-up", site=site)),
        trained=Linked(trained, links.to("trained", site=site)),
        target=Linked(target, links.to("targets", site=site)),
        bar=reach(trained.number or 0, target.number or 0),
        sessions=_chart("Sessions", "sessions", facts, held, scales, links, site),
        people=_chart("People", "people", facts, held, scales, links, site),
        overdue=Linked(Figure(milestones.overdue), links.to("overdue", site=site)),
        due_soon=Linked(Figure(milestones.due_soon), links.to("due-soon", site=site)),
        gaps=gaps_of(standing, practices, _unrecorded(facts, site), links),
    )


def _unrecorded(facts: Facts, site: int) -> Unrecorded:
    unattended = sum(tally.unattended for tally in facts.tallies.get(site, {}).values())
    return Unrecorded(facts.past_their_day.get(site, 0), unattended, facts.quarters[0].start)


def _chart(
    title: str, name: str, facts: Facts, held: Sequence[figures.Held], scales: Mapping[str, int], links: Links,
    site: int,
) -> Chart:  # fmt: skip
    columns = [
        Column(
            span.quarter, getattr(one, name), links.to(name, site=site, first=span.first, last=span.last), span.is_open
        )
        for span, one in zip(facts.spans, held, strict=True)
    ]
    return chart_of(title, columns, scales[name])


def groups_of(rows: Iterable[Row], with_programme: bool) -> tuple[Group, ...]:
    """Rows under their phase; they come ordered by it."""

    def heading(row: Row) -> tuple[str, str]:
        return row.place.programme, row.place.phase

    return tuple(
        Group(f"{programme}: {phase}" if with_programme else phase, tuple(listed))
        for (programme, phase), listed in groupby(rows, key=heading)
    )


@dataclass(frozen=True)
class Sum:
    """A total and the list that makes it."""

    total: Total
    href: str

    @property
    def figure(self) -> Figure:
        """The sum as a figure."""
        return Figure(self.total.number)


@dataclass(frozen=True)
class Totals:
    """The last row: each figure the sum of the rows above it."""

    sites: int
    signed_up: Sum
    trained: Sum
    target: Sum
    trained_where_target: int
    sessions: tuple[Sum, ...]
    people: tuple[Sum, ...]
    sessions_chart: Chart
    people_chart: Chart
    overdue: Sum
    due_soon: Sum


def totals_of(facts: Facts, rows: Sequence[Row], links: Links) -> Totals:
    """The sums of the rows."""

    def of(name: str, what: str) -> Sum:
        return Sum(total_of(getattr(row, name).figure for row in rows), links.to(what))

    sessions, people = (_by_quarter(facts, rows, name, links) for name in ("sessions", "people"))
    return Totals(
        sites=len(rows),
        signed_up=of("signed_up", "signed-up"),
        trained=of("trained", "trained"),
        target=of("target", "targets"),
        trained_where_target=sum(
            row.trained.figure.number or 0 for row in rows if row.target.figure.number is not None
        ),
        sessions=sessions,
        people=people,
        sessions_chart=_sum_chart("Sessions at all sites", facts, sessions),
        people_chart=_sum_chart("People at all sites", facts, people),
        overdue=of("overdue", "overdue"),
        due_soon=of("due_soon", "due-soon"),
    )


def _by_quarter(facts: Facts, rows: Sequence[Row], name: str, links: Links) -> tuple[Sum, ...]:
    return tuple(
        Sum(
            total_of(getattr(row, name).columns[place].figure for row in rows),
            links.to(name, first=span.first, last=span.last),
        )
        for place, span in enumerate(facts.spans)
    )


def _sum_chart(title: str, facts: Facts, sums: Sequence[Sum]) -> Chart:
    columns = [
        Column(span.quarter, one.figure, one.href, span.is_open) for span, one in zip(facts.spans, sums, strict=True)
    ]
    return chart_of(title, columns, tallest([column.figure for column in columns]))
