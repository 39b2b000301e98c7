"""Phases side by side: what each, and each site in it, did in its first quarter of delivery, its second, and so on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from towpath.delivery.facts.dues import first_delivery, quarters_between
from towpath.delivery.facts.figure import Figure, Total, total_of
from towpath.delivery.facts.numbers import Tallies, Tally
from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters.figures import measured
from towpath.delivery.presenters.links import Links
from towpath.delivery.presenters.places import Place, place_of
from towpath.foundation.absence import Absence
from towpath.foundation.periods import Quarter

MEASURES = {"trained": "Practices fully trained", "sessions": "Sessions held", "people": "People at sessions"}
BEFORE = 0  # what stands for the time before the first quarter of delivery


@dataclass(frozen=True)
class Cell:
    """A quarter of delivery: the figure, its list, and which quarter of the calendar it was."""

    figure: Figure
    href: str
    quarter: str = ""


@dataclass(frozen=True)
class SiteLine:
    """A site's quarters since it began to deliver, and all of them together."""

    place: Place
    began: Quarter | None
    before: Cell
    cells: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True)
class SumCell:
    """A phase's quarter: the sum over its sites that had one."""

    total: Total
    href: str


@dataclass(frozen=True)
class PhaseLines:
    """A phase, its sites, and their sums."""

    pk: int
    heading: str
    lines: tuple[SiteLine, ...]
    before: SumCell
    cells: tuple[SumCell, ...]
    whole: SumCell


def delivery_quarters(standing: Standing) -> tuple[Quarter, ...]:
    """A site's quarters from the one in which it first delivered up to the day."""
    began = first_delivery(standing.periods)
    return quarters_between(began, standing.day) if began and began <= standing.day else ()


def window_of(standing: Standing, nth: int) -> tuple[date | None, date] | None:
    """The days of a site's nth quarter of delivery, or before the first one; None where it had none."""
    quarters = delivery_quarters(standing)
    if nth == BEFORE:
        return (None, quarters[0].previous().end if quarters else standing.day)
    if nth > len(quarters):
        return None
    quarter = quarters[nth - 1]
    return quarter.start, min(quarter.end, standing.day)


@dataclass(frozen=True)
class Compared:
    """What is compared: the measure, what every site did by quarter, and the programmes that have a rule."""

    measure: str
    tallies: Tallies
    programmes_with_rule: frozenset[int]

    def of(self, standing: Standing) -> Mapping[Quarter, Tally]:
        return self.tallies.get(standing.site.pk, {})

    def number(self, tallies: Iterable[Tally]) -> int:
        return sum(getattr(tally, self.measure) for tally in tallies)

    def figure(self, standing: Standing, quarter: Quarter) -> Figure:
        """What a site did in a quarter."""
        has_rule = standing.site.programme_id in self.programmes_with_rule
        return measured(self.measure, standing, self.of(standing).get(quarter, Tally()), quarter, has_rule)

    def before(self, standing: Standing) -> Figure:
        """What it did before its first quarter of delivery, which was not due yet."""
        first = next(iter(delivery_quarters(standing)), None)
        earlier = (tally for quarter, tally in self.of(standing).items() if first is None or quarter < first)
        return Figure.of(self.number(earlier), Absence.NOT_DUE)

    def whole(self, standing: Standing) -> Figure:
        """All it did; where that is nothing, the word for it is that of its newest quarter."""
        quarters = delivery_quarters(standing)
        number = self.number(self.of(standing).values())
        if number or not quarters:
            return Figure.of(number, Absence.NOT_DUE)
        absences = {self.figure(standing, quarter).absence for quarter in quarters}
        return Figure(0) if None in absences else Figure(absence=self.figure(standing, quarters[-1]).absence)


def phases_of(
    standings: Sequence[Standing], compared: Compared, links: Links, with_programme: bool
) -> tuple[PhaseLines, ...]:
    """The phases, each with its sites; all have as many quarters as the site that delivered longest."""
    length = max((len(delivery_quarters(standing)) for standing in standings), default=0)
    lines = [_line(standing, compared, length, links) for standing in standings]
    grouped = groupby(lines, key=lambda line: line.place.phase_pk)
    return tuple(_phase(pk, tuple(listed), compared.measure, links, with_programme) for pk, listed in grouped)


def _line(standing: Standing, compared: Compared, length: int, links: Links) -> SiteLine:
    quarters, site, measure = delivery_quarters(standing), standing.site.pk, compared.measure
    began = quarters[0] if quarters else None
    cells = [
        Cell(compared.figure(standing, quarter), links.to(measure, site=site, nth=nth), str(quarter))
        for nth, quarter in enumerate(quarters, start=1)
    ]
    cells += [Cell(Figure(absence=Absence.NOT_DUE), "")] * (length - len(cells))
    before = Cell(compared.before(standing), links.to(measure, site=site, nth=BEFORE))
    whole = Cell(compared.whole(standing), links.to(measure, site=site))
    return SiteLine(place_of(standing), began, before, tuple(cells), whole)


def _phase(pk: int, lines: tuple[SiteLine, ...], measure: str, links: Links, with_programme: bool) -> PhaseLines:
    place = lines[0].place

    def list_of(nth: int) -> str:
        return links.to(measure, phase=pk, nth=nth)

    return PhaseLines(
        pk,
        f"{place.programme}: {place.phase}" if with_programme else place.phase,
        lines,
        SumCell(total_of(line.before.figure for line in lines), list_of(BEFORE)),
        tuple(
            SumCell(total_of(cell.figure for cell in cells), list_of(nth))
            for nth, cells in enumerate(zip(*(line.cells for line in lines), strict=True), start=1)
        ),
        SumCell(total_of(line.whole.figure for line in lines), links.to(measure, phase=pk)),
    )
