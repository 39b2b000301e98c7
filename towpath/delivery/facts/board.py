"""All that a board is made of, fetched in ten questions for any number of sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from towpath.delivery.facts import numbers
from towpath.delivery.facts.dues import Span, span_of
from towpath.delivery.facts.numbers import Milestones, Practices, Tallies
from towpath.delivery.facts.rows import Scope
from towpath.delivery.facts.standing import Standing
from towpath.foundation.periods import Quarter
from towpath.training.models import TrainingRule
from towpath.training.services.attaining import rules_in_force


@dataclass(frozen=True)
class Facts:
    """What is known of some sites on a day. Mappings are by the key of the site, the rules by that of the programme."""

    day: date
    quarters: tuple[Quarter, ...]
    standings: Sequence[Standing]
    rules: Mapping[int, TrainingRule] = field(default_factory=dict)
    practices: Mapping[int, Practices] = field(default_factory=dict)
    trained: Mapping[int, int] = field(default_factory=dict)
    targets: Mapping[int, int] = field(default_factory=dict)
    tallies: Tallies = field(default_factory=dict)
    past_their_day: Mapping[int, int] = field(default_factory=dict)
    milestones: Mapping[int, Milestones] = field(default_factory=dict)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The days of each quarter shown, worked out once for all sites."""
        return tuple(span_of(quarter, self.day) for quarter in self.quarters)


def gather(standings: Sequence[Standing], day: date, quarters: tuple[Quarter, ...]) -> Facts:
    """Count what the sites did up to the day, and in each of the quarters."""
    sites = [standing.site for standing in standings]
    rules = rules_in_force({site.programme_id for site in sites}, day)
    whole = Scope.of(sites, day, rules)
    tallies, past = numbers.sessions_by_quarter(Scope.of(sites, day, rules, first=quarters[0].start))
    return Facts(
        day=day,
        quarters=quarters,
        standings=standings,
        rules=rules,
        practices=numbers.practices_at(whole),
        trained={site: len(days) for site, days in numbers.trained_days(whole).items()},
        targets=numbers.targets_at(whole),
        tallies=tallies,
        past_their_day=past,
        milestones=numbers.milestones_at(whole),
    )
