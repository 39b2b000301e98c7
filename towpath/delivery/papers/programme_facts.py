"""What a progress report is made from: a programme's sites, agreements and deadlines, in one query for each kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from towpath.delivery.sites.counting import SiteTally, count_sites
from towpath.delivery.sites.page import core_checks
from towpath.foundation.clock import local_day
from towpath.foundation.figures import Number
from towpath.foundation.periods import Quarter
from towpath.programmes.missing import CheckRow, Checks, check_rows, checks_at
from towpath.programmes.models import (
    Milestone,
    Programme,
    Site,
    SitePeriod,
)
from towpath.programmes.presenters.rows import ProgrammeRows, rows_of_programme
from towpath.programmes.services.deadlines import stood_on
from towpath.programmes.standing import SiteStanding, standings
from towpath.records.moved_deadlines import words_on
from towpath.training.facts.feedback import PRINTED, Feedback, feedback_for_readers
from towpath.training.facts.sessions import COUNTED, NAMED, SESSIONS, SUPPORT
from towpath.training.models import TrainingRule


@dataclass(frozen=True)
class QuarterAndSince:
    """Something counted in a quarter, and since the programme began."""

    in_quarter: Number = 0
    since_start: Number = 0

    def __add__(self, other: "QuarterAndSince") -> "QuarterAndSince":
        return QuarterAndSince(self.in_quarter + other.in_quarter, self.since_start + other.since_start)


@dataclass(frozen=True)
class Breakdowns:
    """All sites together: sessions by kind and mode, people by staff group, hours of support by kind."""

    sessions: Mapping[tuple[str, ...], QuarterAndSince]
    people: Mapping[tuple[str, ...], QuarterAndSince]
    support: Mapping[tuple[str, ...], QuarterAndSince]


@dataclass(frozen=True)
class ProgrammeFacts:
    """A programme as known at a moment, seen on the report's day: the quarter's last, or today where it goes on.

    `moved_to` holds the words of deadlines that were moved after that day, by milestone. `feedback` is None while the
    quarter goes on.
    """

    rows: ProgrammeRows
    moved_to: Mapping[int, str]
    quarter: Quarter
    known_at: datetime
    tally: SiteTally
    breakdowns: Breakdowns
    feedback: Feedback | None
    elements: tuple[str, ...]
    checks: Mapping[int, list[CheckRow]]
    last_checks: Mapping[int, Checks]

    @property
    def programme(self) -> Programme:
        return self.rows.programme

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites, phase by phase."""
        return self.rows.sites

    @property
    def day(self) -> date:
        return self.tally.day

    @property
    def is_over(self) -> bool:
        return self.day == self.quarter.end

    @property
    def rule(self) -> TrainingRule | None:
        """The rule for fully trained in force on the report's day; None where no site could use one."""
        return self.tally.rules.on(self.programme.pk, self.day)

    def standing(self, site: Site) -> SiteStanding:
        """How a site stands on the report's day."""
        return self.tally.standings[site.pk]

    def in_quarter(self, site: Site) -> Iterator[SitePeriod]:
        """The site's periods that have a day in the quarter, as far as it has gone."""
        for one in self.standing(site).periods:
            if one.started_on <= self.day and (one.ended_on is None or one.ended_on >= self.quarter.start):
                yield one


def facts_of_programme(programme: Programme, quarter: Quarter, known_at: datetime) -> ProgrammeFacts:
    """All that a report needs, in as many questions for many sites as for one."""
    day = day_of(quarter, known_at)
    as_now = rows_of_programme(programme)
    held = words_on(Milestone, [one.pk for one in as_now.milestones], day)
    moved_to = {
        one.pk: one.deadline_words
        for one in as_now.milestones
        if held.get(one.pk, one.deadline_words) != one.deadline_words
    }
    rows = _as_on(as_now, day, held)
    known_on = local_day(known_at)
    feedback = feedback_for_readers(programme.pk, quarter, day, known_on, styles=PRINTED)
    for site in rows.sites:
        site.programme, site.work_ends_on = programme, _work_ends_on(rows)  # type: ignore[attr-defined]
    tally = count_sites(standings(rows.sites, day), day, known_on, since=quarter)
    checked = check_rows([programme.pk], [quarter.previous(), quarter])
    return ProgrammeFacts(
        rows=rows,
        moved_to=moved_to,
        quarter=quarter,
        known_at=known_at,
        tally=tally,
        breakdowns=_breakdowns(tally, quarter),
        feedback=feedback,
        elements=tuple(dict.fromkeys(row.name for row in checked)),
        checks=checks_in(checked, rows.sites, quarter),
        last_checks=checks_at(rows.sites, day, checked),
    )


def _work_ends_on(rows: ProgrammeRows) -> date | None:
    """The last day of all work by the terms in force, after which nothing is missing any more."""
    return max((terms[-1].work_ends_on for terms in rows.contracts), default=None)


def _breakdowns(tally: SiteTally, quarter: Quarter) -> Breakdowns:
    """Of sites whose training is recorded here: a site kept in outline has no figures."""
    by_name, by_count = (tally.by(fact, "staff_group") for fact in (NAMED, COUNTED))
    people = (_in_quarter_and_since(by_codes, quarter) for by_codes in (by_name, by_count))
    return Breakdowns(
        _in_quarter_and_since(tally.by(SESSIONS, "kind", "mode"), quarter),
        _added(*people),
        _in_quarter_and_since(tally.by(SUPPORT, "kind"), quarter),
    )


def _in_quarter_and_since(
    by_codes: Mapping[tuple[str, ...], Mapping[Quarter, Number]], quarter: Quarter
) -> dict[tuple[str, ...], QuarterAndSince]:
    return {
        codes: QuarterAndSince(numbers.get(quarter, 0), sum(numbers.values())) for codes, numbers in by_codes.items()
    }


def _added(
    one: Mapping[tuple[str, ...], QuarterAndSince], other: Mapping[tuple[str, ...], QuarterAndSince]
) -> dict[tuple[str, ...], QuarterAndSince]:
    none = QuarterAndSince()
    return {codes: one.get(codes, none) + other.get(codes, none) for codes in {**one, **other}}


def day_of(quarter: Quarter, known_at: datetime) -> date:
    """The day a report stands on: the last of its quarter, or the day it is made where that is sooner."""
    return min(quarter.end, local_day(known_at))


def _as_on(rows: ProgrammeRows, day: date, held: Mapping[int, str]) -> ProgrammeRows:
    """What was agreed by a day, and milestones as they stood on it, with the words that held."""
    terms = tuple(terms for terms in rows.terms if terms.agreed_on <= day)
    stood = (stood_on(one, day, terms, held.get(one.pk)) for one in rows.milestones)
    milestones = sorted(stood, key=lambda one: (one.due_on or date.max, one.pk))
    return replace(rows, terms=terms, milestones=tuple(milestones))


def checks_in(rows: Iterable[CheckRow], sites: Iterable[Site], quarter: Quarter) -> dict[int, list[CheckRow]]:
    """By site, each core element that was checked in the quarter, with its newest check."""
    return {site: [one for one in checks if one.finding] for site, checks in core_checks(rows, sites, quarter).items()}
