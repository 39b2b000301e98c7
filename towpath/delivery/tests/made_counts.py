"""A count of sites made of what its rows would have added up to, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from towpath.delivery.sites.counting import SiteTally
from towpath.foundation.periods import Quarter
from towpath.practices.facts import SiteStays, first_counts_at, stays_at
from towpath.programmes.facts import MilestonesToLookAt, milestones_to_look_at, targets_at
from towpath.programmes.models import Measure
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.practices import Rules, SitePractices, practices_at
from towpath.training.facts.sessions import (
    ANSWER_ROWS,
    PAST_THEIR_DAY,
    PEOPLE,
    SESSION_ROWS,
    SESSIONS,
    SUPPORT_ROWS,
    WITHOUT_RECORD,
)


@dataclass(frozen=True)
class HeldInQuarter:
    """Sessions held in a quarter, those of them without attendance, the people at the others; those that passed."""

    held: int = 0
    without_attendance: int = 0
    people: int = 0
    passed: int = 0

    @property
    def numbers(self) -> list[int]:
        """The figure of each fact of sessions and, where that is not how many rows make it, how many do."""
        rows = {
            SESSIONS: (self.held, self.held),
            PEOPLE: (self.people, self.held - self.without_attendance),
            WITHOUT_RECORD: (self.without_attendance, self.without_attendance),
            PAST_THEIR_DAY: (self.passed, self.passed),
        }
        return [number for fact in SESSION_ROWS.facts for number in rows[fact][: 1 if fact.counts_rows else 2]]


@dataclass(frozen=True)
class MadeSite:
    """How a site stands, and what the rows of its practices, sessions and answers would have added up to."""

    standing: SiteStanding
    practices: SitePractices
    sessions: Mapping[Quarter, HeldInQuarter] = field(default_factory=dict)
    answered: Mapping[Quarter, int] = field(default_factory=dict)
    milestones: MilestonesToLookAt = field(default_factory=MilestonesToLookAt)
    targets: Mapping[Measure, int] = field(default_factory=dict)
    first_counts: Mapping[int, date] = field(default_factory=dict)


def tally_of(sites: Sequence[MadeSite], rules: Rules, day: date) -> SiteTally:
    made = {one.standing.site.pk: one for one in sites}
    begins = rules.at_sites({key: one.standing.site.programme_id for key, one in made.items()})
    answers = {key: {at: [number, number] for at, number in one.answered.items()} for key, one in made.items()}
    known = {
        stays_at: {key: SiteStays(one.practices.stays) for key, one in made.items()},
        first_counts_at: {sign_up: day for one in sites for sign_up, day in one.first_counts.items()},
        practices_at: {key: replace(one.practices, rules=tuple(begins[key])) for key, one in made.items()},
        milestones_to_look_at: {key: one.milestones for key, one in made.items()},
        SESSION_ROWS: {key: {at: one.numbers for at, one in site.sessions.items()} for key, site in made.items()},
        ANSWER_ROWS: answers,
        SUPPORT_ROWS: {},
        targets_at: {key: one.targets for key, one in made.items()},
    }
    return SiteTally([one.standing for one in sites], rules, day, known_on=day, known=known)
