"""What is true of a site and a quarter: the one count, as a table, and what each page makes of it."""

from datetime import date

import pytest

from towpath.delivery.sites.counting import REPORTED, SiteCount, count_sites
from towpath.delivery.tests.made_counts import HeldInQuarter, MadeSite, tally_of
from towpath.facts.kinds import FACTS, Fact, Stock
from towpath.foundation.clock import at, midnight
from towpath.foundation.figures import Absence, Figure
from towpath.foundation.periods import Quarter
from towpath.practices.facts import Stay
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Mode, Phase, Programme, Site, SitePeriod
from towpath.programmes.standing import SiteStanding, standings
from towpath.programmes.tests.builders import period, site_of
from towpath.training.facts.practices import TRAINED as PRACTICES_TRAINED
from towpath.training.facts.practices import FirstTrained, Rules, SitePractices
from towpath.training.facts.sessions import PAST_THEIR_DAY, PEOPLE, SESSIONS
from towpath.training.models import Session, TrainingRule
from towpath.training.tests.session_builders import planned

QUARTER = Quarter.parse("2021/22 Q2")
START, END = QUARTER.start, QUARTER.end
BEGUN = date(2020, 4, 1)
PROGRAMME = Programme(pk=1, name="Programme", starts_on=BEGUN)
RULES = Rules({1: [TrainingRule(pk=1, in_force_from=BEGUN)]})
COUNTED = SitePractices([Stay(1, 1, BEGUN, None)])
UNCOUNTED = SitePractices([Stay(7, 1, BEGUN, None), Stay(8, 2, BEGUN, None)])
TRAINED = SitePractices(COUNTED.stays, {1: {1: FirstTrained(date(2021, 8, 3), 1)}})
NO_PRACTICE, NOTHING = SitePractices(), HeldInQuarter()
DELIVERING = ((Mode.BLENDED, BEGUN, None),)
PAUSED = ((Mode.BLENDED, BEGUN, date(2021, 6, 30)), (Mode.PAUSED, START, None))
CLOSED = ((Mode.BLENDED, BEGUN, date(2021, 6, 30)), (Mode.CLOSED, START, None))
MOBILISING = ((Mode.MOBILISING, START, None),)
NOT_DUE, NOT_REPORTED, NOT_APPLICABLE = Absence.NOT_DUE, Absence.NOT_REPORTED, Absence.NOT_APPLICABLE
EVERY_FACT = [fact.key for fact in REPORTED]

TRUTH = {
    "delivering and no session held": (DELIVERING, COUNTED, NOTHING, {"sessions": 0, "people": NOT_APPLICABLE}),
    "held and nobody counted": (DELIVERING, COUNTED, HeldInQuarter(2, 2, 0), {"sessions": 2, "people": NOT_REPORTED}),
    "held and zero counted on purpose": (DELIVERING, COUNTED, HeldInQuarter(2, 0, 0), {"sessions": 2, "people": 0}),
    "held, one of them counted": (DELIVERING, COUNTED, HeldInQuarter(2, 1, 7), {"sessions": 2, "people": 7}),
    "past sessions unrecorded and none held": (
        DELIVERING, COUNTED, HeldInQuarter(passed=1), {"sessions": NOT_REPORTED, "people": NOT_REPORTED},
    ),
    "past sessions unrecorded and one held": (
        DELIVERING, COUNTED, HeldInQuarter(1, 0, 4, 1), {"sessions": 1, "people": 4},
    ),
    "not begun": (
        MOBILISING, NO_PRACTICE, NOTHING,
        {"sessions": NOT_DUE, "people": NOT_DUE, "practices_trained": NOT_DUE, "practices_signed_up": 0},
    ),
    "no period at all": ((), NO_PRACTICE, NOTHING, dict.fromkeys(EVERY_FACT, NOT_DUE)),
    "paused throughout": (
        PAUSED, COUNTED, NOTHING,
        {"sessions": NOT_APPLICABLE, "people": NOT_APPLICABLE, "hours_of_support": NOT_APPLICABLE,
         "practices_became_trained": NOT_APPLICABLE, "practices_signed_up": 1},
    ),
    "paused throughout, and a practice trained before": (
        PAUSED, SitePractices(COUNTED.stays, {1: {1: FirstTrained(date(2021, 6, 1), 1)}}), NOTHING,
        {"practices_trained": 1, "practices_became_trained": NOT_APPLICABLE},
    ),
    "closed throughout": (CLOSED, NO_PRACTICE, NOTHING, dict.fromkeys(EVERY_FACT, NOT_APPLICABLE)),
    "no headcount anywhere": (
        DELIVERING, UNCOUNTED, NOTHING,
        {"practices_trained": NOT_REPORTED, "practices_ever_trained": NOT_REPORTED, "practices_signed_up": 2},
    ),
    "a practice trained in the quarter": (
        DELIVERING, TRAINED, NOTHING, {"practices_trained": 1, "practices_became_trained": 1},
    ),
    "a practice counted and not trained": (DELIVERING, COUNTED, NOTHING, {"practices_trained": 0}),
    "a practice trained that left": (
        DELIVERING, SitePractices([Stay(1, 1, BEGUN, date(2021, 9, 1))], TRAINED.attained), NOTHING,
        {"practices_signed_up": 0, "practices_trained": 0, "practices_became_trained": 1, "practices_ever_trained": 1},
    ),
}  # fmt: skip


def counted(
    periods=DELIVERING, practices=COUNTED, sessions=NOTHING, *, day=END, rules=RULES, is_in_outline=False,
    answered=None,
) -> SiteCount:  # fmt: skip
    site = Site(pk=1, area="Area", programme=PROGRAMME, phase=Phase(), is_in_outline=is_in_outline)
    told = [SitePeriod(site=site, mode=mode, started_on=first, ended_on=last) for mode, first, last in periods]
    made = MadeSite(
        SiteStanding(site, day, told), practices, {QUARTER: sessions}, answered or {}, first_counts={1: BEGUN}
    )
    return tally_of([made], rules, day).at(site.pk)


@pytest.mark.parametrize("what", TRUTH)
def test_what_is_true_of_a_site_and_a_quarter(what: str) -> None:
    periods, practices, sessions, expected = TRUTH[what]
    found = {fact: counted(periods, practices, sessions).figure(FACTS[fact], QUARTER) for fact in expected}
    assert {fact: one.number if one.absence is None else one.absence for fact, one in found.items()} == expected


def test_without_a_rule_nobody_can_be_trained() -> None:
    assert counted(rules=Rules({})).figure(PRACTICES_TRAINED) == Figure(absence=NOT_APPLICABLE)


def test_each_quarter_stands_by_the_rule_in_force_on_its_last_day() -> None:
    """A later, laxer rule changes no quarter before it."""
    later = TrainingRule(pk=2, in_force_from=date(2021, 10, 1))
    practices = SitePractices(COUNTED.stays, {2: {1: FirstTrained(date(2021, 8, 3), 1)}})
    site = counted(practices=practices, rules=Rules({1: [*RULES.by_programme[1], later]}), day=date(2021, 11, 1))
    assert site.figure(PRACTICES_TRAINED, QUARTER).number == 0
    assert site.figure(PRACTICES_TRAINED).number == 1


@pytest.mark.parametrize("fact", REPORTED, ids=lambda fact: fact.key)
@pytest.mark.parametrize(
    ("periods", "on_a_day", "in_a_quarter"),
    [(DELIVERING, NOT_REPORTED, NOT_REPORTED), (PAUSED, NOT_REPORTED, NOT_APPLICABLE), ((), NOT_DUE, NOT_DUE)],
)
def test_nothing_of_a_site_kept_in_outline_is_a_number(
    fact: Fact, periods, on_a_day: Absence, in_a_quarter: Absence
) -> None:
    """Practices signed up and trained before a pause still are, and only their record is elsewhere."""
    site = counted(periods, TRAINED, HeldInQuarter(2, 0, 9), is_in_outline=True)
    assert site.figure(fact, QUARTER) == Figure(absence=on_a_day if isinstance(fact, Stock) else in_a_quarter)


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "passed"), [("2021-09-07", 0), ("2021-09-08", 1)])
def test_a_session_planned_for_today_has_not_passed_without_a_record_yet(day: str, passed: int) -> None:
    """From the next day on it has, also on pages that look back at the day it was planned for."""
    site = site_of()
    period(site, Mode.ADAPTED)
    planned(signed_up(site), held_on=date(2021, 9, 7))
    with at(midnight(date.fromisoformat(day))):
        for seen_at in (date(2021, 9, 7), date.fromisoformat(day)):
            one = count_sites(standings([site], seen_at), seen_at).at(site.pk)
            assert one.number(PAST_THEIR_DAY) == passed
            assert (one.figure(SESSIONS).absence is NOT_REPORTED) == bool(passed)
    assert Session.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "since", [Quarter.parse("2021/22 Q1"), Quarter.parse("2021/22 Q3"), Quarter.parse("2021/22 Q4")]
)
def test_a_session_that_passed_counts_in_its_own_quarter_on_a_board_too(since: Quarter) -> None:
    """It passed while the site delivered. In the quarter before those shown it was paused: nothing was missed."""
    site = site_of()
    period(site, Mode.ADAPTED, date(2020, 10, 1), date(2020, 12, 31))
    period(site, Mode.PAUSED, date(2021, 1, 1))
    planned(signed_up(site), held_on=date(2020, 11, 3))
    day = date(2022, 2, 1)
    with at(midnight(day)):
        standing = standings([site], day)
        whole = count_sites(standing, day).at(site.pk)
        board = count_sites(standing, day, since=since).at(site.pk)
        assert board.number(PAST_THEIR_DAY) == whole.number(PAST_THEIR_DAY) == 1
        for fact in (SESSIONS, PEOPLE):
            assert board.since_start(fact) == whole.since_start(fact) == Figure(absence=NOT_REPORTED)
