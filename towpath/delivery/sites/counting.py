"""What is counted of sites: the facts that delivery shows, asked of the one count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from towpath.facts.counting import PlaceTally, Tally
from towpath.foundation.figures import Figure, RatioOfSums, ratio_of_sums
from towpath.foundation.periods import Quarter, QuarterSpan, quarters_up_to, span_of
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


class SiteTally(Tally):
    """What is counted of sites up to a day, with how they stand on it and the rules of their programmes."""

    def __init__(
        self, standings: Sequence[SiteStanding], rules: Rules, day: date, *, known_on: date | None = None,
        since: Quarter | None = None, known: Mapping[Any, Mapping[int, Any]] | None = None,
    ) -> None:  # fmt: skip
        self.standings = {one.site.pk: one for one in standings}
        self.rules = rules
        programmes = {key: one.site.programme_id for key, one in self.standings.items()}
        known = {**places_of(standings), rules_at: rules.at_sites(programmes), **(known or {})}
        super().__init__("site", self.standings, day, known_on=known_on, since=since, known=known)

    def at(self, place: int) -> "SiteCount":
        return SiteCount(self, place)

    @property
    def sites(self) -> tuple["SiteCount", ...]:
        """The same site by site, in the order given; made anew, as it and they would else hold each other."""
        return tuple(map(self.at, self.keys))

    def targets_of(self, measure: Measure) -> dict[int, int]:
        """What was to be reached by the end of the day's quarter, by the key of each site that has such a target."""
        return {site: here[measure] for site, here in self.fetched(targets_at).items() if measure in here}

    def reached_of_target(self, measure: Measure, sites: Iterable[int] | None = None) -> RatioOfSums:
        """What was reached of a target, summed over the sites that have one and at which that is known."""
        targets = self.targets_of(measure)
        keys = [key for key in (self.keys if sites is None else sites) if key in targets]
        return ratio_of_sums((self.since_start(REACHES[measure], key), Figure(targets[key])) for key in keys)


@dataclass(frozen=True)
class SiteCount(PlaceTally):
    """What is counted of one site up to a day, with how it stands on it and the rules of its programme."""

    of: SiteTally

    @property
    def standing(self) -> SiteStanding:
        return self.of.standings[self.place]

    @property
    def rule(self) -> TrainingRule | None:
        """The rule for fully trained in force on the day."""
        return self.of.rules.on(self.standing.site.programme_id, self.day)

    def rule_of(self, quarter: Quarter) -> TrainingRule | None:
        return self.of.rules.of_quarter(self.standing.site.programme_id, quarter, self.day)

    @property
    def rules_used(self) -> tuple[TrainingRule, ...]:
        """The rules of its quarters, the newest first."""
        return self.of.rules.used(self.standing.site.programme_id, self.quarters, self.day)

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


def count_sites(
    standings: Sequence[SiteStanding], day: date, known_on: date | None = None, *, since: Quarter | None = None,
    known: Mapping[Any, Mapping[int, Any]] | None = None,
) -> SiteTally:  # fmt: skip
    """The count of sites up to a day; `since`, `known` and `known_on` as `Tally` says."""
    rules = rules_of({standing.site.programme_id for standing in standings})
    return SiteTally(standings, rules, day, known_on=known_on, since=since, known=known)


@dataclass(frozen=True)
class BoardFacts:
    """What is counted of some sites, of which a board shows some quarters; `checks` by the site's key."""

    tally: SiteTally
    quarters: tuple[Quarter, ...]
    checks: Mapping[int, Checks]

    @cached_property
    def spans(self) -> tuple[QuarterSpan, ...]:
        """The days of each quarter shown, worked out once for all sites."""
        return tuple(span_of(quarter, self.tally.day) for quarter in self.quarters)


def board_facts(standings: Sequence[SiteStanding], day: date) -> BoardFacts:
    """What the sites did up to the day; the quarters shown are that of the day and the five before."""
    quarters = quarters_up_to(day, 6)
    checks = checks_at([one.site for one in standings], day)
    return BoardFacts(count_sites(standings, day, since=quarters[0]), quarters, checks)
