"""A count of one site made of what its rows would have added up to, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from towpath.delivery.sites.counting import SiteCount
from towpath.facts.counting import Tally
from towpath.foundation.periods import Quarter
from towpath.practices.facts import SiteStays, stays_at
from towpath.programmes.facts import MilestonesToLookAt, milestones_to_look_at, place_of, site_places, targets_at
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
        """The figure of each fact of sessions, and how many rows make it."""
        rows = {
            SESSIONS: (self.held, self.held),
            PEOPLE: (self.people, self.held - self.without_attendance),
            WITHOUT_RECORD: (self.without_attendance, self.without_attendance),
            PAST_THEIR_DAY: (self.passed, self.passed),
        }
        return [number for fact in SESSION_ROWS.facts for number in rows[fact]]


def made_count(
    standing: SiteStanding, rules: Rules, practices: SitePractices, sessions: Mapping[Quarter, HeldInQuarter],
    answered: Mapping[Quarter, int] | None = None, milestones: MilestonesToLookAt | None = None,
    targets: Mapping[Measure, int] | None = None,
) -> SiteCount:  # fmt: skip
    site, day = standing.site, standing.day
    begins = [(rule.in_force_from, rule.pk) for rule in rules.by_programme.get(site.programme_id, ())]
    known = {
        site_places: {site.pk: place_of(site, standing.periods)},
        stays_at: {site.pk: SiteStays(practices.stays)},
        practices_at: {site.pk: replace(practices, rules=tuple(begins))},
        milestones_to_look_at: {site.pk: milestones or MilestonesToLookAt()},
        SESSION_ROWS: {site.pk: {quarter: one.numbers for quarter, one in sessions.items()}},
        ANSWER_ROWS: {site.pk: {quarter: [number, number] for quarter, number in (answered or {}).items()}},
        SUPPORT_ROWS: {},
        targets_at: {site.pk: targets or {}},
    }
    return SiteCount(Tally("site", [site.pk], day, known_on=day, known=known), site.pk, standing, rules)
