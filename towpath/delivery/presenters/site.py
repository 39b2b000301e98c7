"""The page of one site: its row of the board in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from towpath.delivery.facts.dues import span_of, why_nothing
from towpath.delivery.facts.figure import Figure
from towpath.delivery.facts.numbers import Tally, by_quarter
from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters.board import Linked
from towpath.delivery.presenters.charts import Chart, Column, Reach, chart_of, reach, tallest
from towpath.delivery.presenters.figures import held_in, target_of
from towpath.delivery.presenters.links import Links
from towpath.foundation.absence import Absence
from towpath.foundation.periods import Quarter
from towpath.training.models import SignUp


@dataclass(frozen=True)
class QuarterLine:
    """One quarter of a site: what was held, who came, and practices trained in it and in all beside the target."""

    quarter: Quarter
    first: date
    last: date
    is_open: bool
    sessions: Linked
    people: Linked
    trained: Linked
    trained_in_all: Linked
    target: Figure

    @property
    def bar(self) -> Reach | None:
        return reach(self.trained_in_all.figure.number or 0, self.target.number or 0)


@dataclass(frozen=True)
class History:
    """What is known of a site's quarters."""

    quarters: Sequence[Quarter]
    tallies: Mapping[Quarter, Tally]
    trained: Sequence[date]
    targets: Mapping[Quarter, int]
    has_rule: bool


def quarter_lines(standing: Standing, history: History, links: Links) -> tuple[QuarterLine, ...]:
    """A line for each quarter, the oldest first; practices trained in all run up from the beginning."""
    became = by_quarter(history.trained)
    in_all = list(accumulate(became.get(quarter, 0) for quarter in history.quarters))
    return tuple(
        _line(standing, history, quarter, (became.get(quarter, 0), so_far), links)
        for quarter, so_far in zip(history.quarters, in_all, strict=True)
    )


def _line(
    standing: Standing, history: History, quarter: Quarter, trained: tuple[int, int], links: Links
) -> QuarterLine:
    span, site = span_of(quarter, standing.day), standing.site.pk
    first, last = span.first, span.last
    held = held_in(standing.periods, history.tallies.get(quarter, Tally()), first, last)
    nothing = why_nothing(standing.periods, first, last) if history.has_rule else Absence.NOT_APPLICABLE
    in_window = {"site": site, "first": first, "last": last}
    not_begun = nothing if nothing in (Absence.NOT_DUE, Absence.NOT_APPLICABLE) else None
    return QuarterLine(
        quarter, first, last, span.is_open,
        Linked(held.sessions, links.to("sessions", **in_window)),  # type: ignore[arg-type]
        Linked(held.people, links.to("people", **in_window)),  # type: ignore[arg-type]
        Linked(Figure.of(trained[0], nothing), links.to("trained", **in_window)),  # type: ignore[arg-type]
        Linked(Figure.of(trained[1], not_begun), links.to("trained", site=site, last=last)),
        target_of(history.targets, quarter),
    )  # fmt: skip


def chart_lines(title: str, name: str, lines: Sequence[QuarterLine]) -> Chart:
    """The chart of one column of the lines."""
    linked = [getattr(line, name) for line in lines]
    columns = [
        Column(line.quarter, one.figure, one.href, line.is_open) for line, one in zip(lines, linked, strict=True)
    ]
    return chart_of(title, columns, tallest([one.figure for one in linked]))


@dataclass(frozen=True)
class PracticeLine:
    """A practice of the site and where it stands."""

    code: str
    name: str
    signed_up_on: date
    trained_on: date | None
    state: str


def practice_lines(sign_ups: Sequence[SignUp], trained: Mapping[int, date]) -> tuple[PracticeLine, ...]:
    """Practices signed up, those not yet trained first, since they are whom somebody has to call."""
    lines = [_practice(sign_up, trained.get(sign_up.practice_id)) for sign_up in sign_ups]
    return tuple(sorted(lines, key=lambda line: (line.trained_on is not None, line.trained_on or date.max, line.name)))


def _practice(sign_up: SignUp, trained_on: date | None) -> PracticeLine:
    is_counted = getattr(sign_up, "is_counted", True)
    state = "Fully trained" if trained_on else "Not yet fully trained" if is_counted else "Staff never counted"
    practice = sign_up.practice
    return PracticeLine(practice.code, practice.name, sign_up.signed_up_on, trained_on, state)
