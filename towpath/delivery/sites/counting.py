"""What is counted of sites: the facts that delivery shows, asked of the one count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from towpath.facts.counting import PlaceTally, Tally
from towpath.facts.kinds import Fact
from towpath.foundation.figures import Figure, RatioOfSums, ratio_of_sums
from towpath.foundation.periods import Quarter, QuarterSpan, span_of
from towpath.practices.facts import JOINED, SIGNED_UP
from towpath.programmes.facts import place_of, site_places, targets_at
from towpath.programmes.missing import Checks, checks_at
from towpath.programmes.models import Measure
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.practices import BECAME_TRAINED, EVER_TRAINED, TRAINED, Rules, rules_at, rules_of
from towpath.training.facts.sessions import ANSWERED, PEOPLE, SESSIONS, SUPPORT
from towpath.training.models import TrainingRule

# What reports and programs are given of every site and quarter, in this order.
REPORTED = (SIGNED_UP, JOINED, TRAINED, BECAME_TRAINED, EVER_TRAINED, SESSIONS, PEOPLE, SUPPORT, ANSWERED)
# What is compared with each kind of target, all counted from the programme's start.
REACHES = {
    Measure.PRACTICES_SIGNED_UP: SIGNED_UP,
    Measure.PRACTICES_TRAINED: TRAINED,
    Measure.SESSIONS: SESSIONS,
    Measure.PEOPLE: PEOPLE,
}


@dataclass(frozen=True)
class SiteCount(PlaceTally):
    """What is counted of one site up to a day, with how it stands on it and the rules of its programme."""

    standing: SiteStanding
    rules: Rules

    @property
    def rule(self) -> TrainingRule | None:
        """The rule for fully trained in force on the day."""
        return self.rules.on(self.standing.site.programme_id, self.day)

    def rule_of(self, quarter: Quarter) -> TrainingRule | None:
        return self.rules.of_quarter(self.standing.site.programme_id, quarter, self.day)

    @property
    def rules_used(self) -> tuple[TrainingRule, ...]:
        """The rules of its quarters, the newest first."""
        return self.rules.used(self.standing.site.programme_id, self.quarters, self.day)

    @property
    def targets(self) -> Mapping[Measure, int]:
        """What was to be reached by the end of the day's quarter, of what somebody set a target for."""
        return self.of.fetched(targets_at).get(self.place, {})

    def reached(self, measure: Measure) -> Figure:
        """What stands beside a target: what was reached by the day, counted from the programme's start."""
        return self.since_start(REACHES[measure])


def places_of(standings: Sequence[SiteStanding]) -> dict[Any, Mapping[int, Any]]:
    """What a count would ask of the sites, where it is known how they stand."""
    return {site_places: {one.site.pk: place_of(one.site, one.periods) for one in standings}}


def tally_sites(
    standings: Sequence[SiteStanding], day: date, known_on: date | None = None, *, since: Quarter | None = None
) -> tuple[Tally, Rules]:
    """The count of sites up to a day, and the rules of their programmes; `since` and `known_on` as `Tally` says."""
    rules = rules_of({standing.site.programme_id for standing in standings})
    known = places_of(standings) | {rules_at: rules.at_sites({one.site.pk: one.site.programme_id for one in standings})}
    keys = [standing.site.pk for standing in standings]
    return Tally("site", keys, day, known_on=known_on, since=since, known=known), rules


def count_sites(
    standings: Sequence[SiteStanding], day: date, known_on: date | None = None, *, since: Quarter | None = None
) -> dict[int, SiteCount]:
    """The same, site by site, by the site's key."""
    tally, rules = tally_sites(standings, day, known_on, since=since)
    return {standing.site.pk: SiteCount(tally, standing.site.pk, standing, rules) for standing in standings}


def ratio_at(counts: Iterable[SiteCount], part: Fact, whole: Fact) -> RatioOfSums:
    """So many of so many on the day, summed over the sites at which both are known."""
    return ratio_of_sums((count.figure(part), count.figure(whole)) for count in counts)


def reached_of_target(counts: Iterable[SiteCount], measure: Measure, targets: Mapping[int, int]) -> RatioOfSums:
    """What was reached of a target, summed over the sites that have one (by key) and at which that is known."""
    return ratio_of_sums(
        (count.reached(measure), Figure(targets[count.place])) for count in counts if count.place in targets
    )


@dataclass(frozen=True)
class BoardFacts:
    """What is known of some sites on a day, of which a board shows some quarters; `checks` by the site's key."""

    day: date
    quarters: tuple[Quarter, ...]
    sites: Sequence[SiteCount]
    checks: Mapping[int, Checks]

    @cached_property
    def spans(self) -> tuple[QuarterSpan, ...]:
        """The days of each quarter shown, worked out once for all sites."""
        return tuple(span_of(quarter, self.day) for quarter in self.quarters)


def board_facts(standings: Sequence[SiteStanding], day: date, quarters: tuple[Quarter, ...]) -> BoardFacts:
    """What the sites did up to the day, and in each of the quarters."""
    counts = count_sites(standings, day, since=quarters[0])
    return BoardFacts(day, quarters, list(counts.values()), checks_at([one.site for one in standings], day))
