"""All that a board is made of, fetched in as many questions for many sites as for one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from towpath.delivery.facts.count import REACHES, Fact, SiteCount, count
from towpath.delivery.facts.milestones import Milestones, milestones_at
from towpath.delivery.facts.quarters import QuarterSpan, span_of
from towpath.delivery.facts.rows import targets_on
from towpath.delivery.facts.standing import SiteStanding
from towpath.foundation.clock import today
from towpath.foundation.figures import Figure
from towpath.foundation.periods import Quarter
from towpath.programmes.missing import Checks, checks_at
from towpath.programmes.models import Measure
from towpath.training.facts.sessions import sessions_of

Targets = Mapping[Measure, int]
NOTHING_TO_CHECK = Checks(0, 0)


@dataclass(frozen=True)
class SiteFacts:
    """One row of a board: its figures on the day and in each quarter shown, and the targets of the day's quarter."""

    count: SiteCount
    quarters: tuple[Quarter, ...]
    targets: Targets = field(default_factory=dict)
    milestones: Milestones = field(default_factory=Milestones)
    checks: Checks = NOTHING_TO_CHECK

    @property
    def standing(self) -> SiteStanding:
        return self.count.standing

    @cached_property
    def on_the_day(self) -> dict[Fact, Figure]:
        return {fact: self.count.figure(fact) for fact in (Fact.SIGNED_UP, Fact.TRAINED)}

    @cached_property
    def by_quarter(self) -> dict[Fact, tuple[Figure, ...]]:
        """Sessions and people of each quarter shown."""
        return {
            fact: tuple(self.count.figure(fact, quarter) for quarter in self.quarters)
            for fact in (Fact.SESSIONS, Fact.PEOPLE)
        }

    @cached_property
    def reached(self) -> dict[Measure, Figure]:
        """What was reached of each target that somebody set."""
        return {measure: self.count.reached(measure) for measure in REACHES if measure in self.targets}


@dataclass(frozen=True)
class BoardFacts:
    """What is known of some sites on a day."""

    day: date
    quarters: tuple[Quarter, ...]
    sites: Sequence[SiteFacts]

    @cached_property
    def spans(self) -> tuple[QuarterSpan, ...]:
        """The days of each quarter shown, worked out once for all sites."""
        return tuple(span_of(quarter, self.day) for quarter in self.quarters)


def gather(standings: Sequence[SiteStanding], day: date, quarters: tuple[Quarter, ...]) -> BoardFacts:
    """Count what the sites did up to the day, and in each of the quarters."""
    keys = [standing.site.pk for standing in standings]
    sessions = sessions_of(keys, day, today(), since=quarters[0])
    counts, targets = count(standings, day, is_for_board=True, sessions=sessions), targets_at(keys, day)
    milestones = milestones_at(keys, day)
    checks = checks_at([standing.site for standing in standings], day)
    sites = [
        SiteFacts(counts[key], quarters, targets.get(key, {}), milestones.get(key, Milestones()), checks[key])
        for key in keys
    ]
    return BoardFacts(day, quarters, sites)


def targets_at(sites: Iterable[int], day: date) -> dict[int, Targets]:
    """The targets of each site for the day's quarter, by its key."""
    found: dict[int, dict[Measure, int]] = defaultdict(dict)
    for site, measure, number in targets_on(sites, day).order_by().values_list("site_id", "measure", "number"):
        found[site][Measure(measure)] = number
    return dict(found)
