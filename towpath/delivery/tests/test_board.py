"""The board's rows, its totals, and how many questions it asks."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towpath.delivery.papers.gathering import gather
from towpath.delivery.presenters.board import rows_of, totals_of
from towpath.delivery.presenters.linked import Links
from towpath.delivery.sites.counting import BoardFacts
from towpath.delivery.tests.made_counts import HeldInQuarter, MadeSite, tally_of
from towpath.delivery.tests.reading import as_
from towpath.delivery.tests.worlds import DAY, NOW, World
from towpath.documents.tests.reading_papers import headline, row
from towpath.facts.counting import Tally
from towpath.facts.listing import FactList, Window
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter, quarters_up_to
from towpath.foundation.staff import StaffGroup
from towpath.practices.facts import Stay
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import words_of
from towpath.programmes.facts import MilestonesToLookAt
from towpath.programmes.missing import Checks
from towpath.programmes.models import Measure, Mode, Phase, Programme, Site, SitePeriod
from towpath.programmes.standing import SiteStanding
from towpath.programmes.tests.builders import period, site_of
from towpath.training.facts.practices import EVER_TRAINED, FirstTrained, Rules, SitePractices
from towpath.training.facts.sessions import SESSIONS
from towpath.training.models import TrainingRule
from towpath.training.tests.session_builders import fully_trained, session_for

AT_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BRACKETS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")
QUARTERS = quarters_up_to(DAY, 6)
PROGRAMME = Programme(pk=1, name="Programme", starts_on=date(2020, 4, 1))
PHASE = Phase(pk=1, name="Phase 1", programme=PROGRAMME, starts_on=date(2020, 4, 1))


def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(not query["sql"].startswith(BRACKETS) for query in asked)


@st.composite
def some_facts(draw) -> BoardFacts:
    """Any number of sites, each with or without periods, practices, targets and sessions."""
    count = draw(st.integers(0, 3))
    modes = draw(st.lists(st.sampled_from([None, *Mode]), min_size=count, max_size=count))
    rules = Rules({1: [TrainingRule(pk=1, in_force_from=date(2020, 4, 1))]} if draw(st.booleans()) else {})
    sites = [draw(some_site(pk, mode)) for pk, mode in enumerate(modes, start=1)]
    tally = tally_of(sites, rules, DAY)
    return BoardFacts(tally, QUARTERS, dict.fromkeys(tally.keys, Checks(0, 0)))


@st.composite
def some_site(draw, pk: int, mode: Mode | None) -> MadeSite:
    few = st.integers(0, 40)
    site = Site(pk=pk, number=pk, area=f"Area {pk}", programme=PROGRAMME, phase=PHASE)
    standing = SiteStanding(site, DAY, [SitePeriod(site=site, mode=mode, started_on=date(2020, 7, 1))] if mode else [])
    sessions = st.dictionaries(
        st.sampled_from(QUARTERS), st.builds(HeldInQuarter, few, st.just(0), few, few), max_size=3
    )
    milestones = draw(st.builds(MilestonesToLookAt, few, few))
    targets = draw(st.dictionaries(st.sampled_from(list(Measure)), few))
    counts = st.dictionaries(st.integers(0, 3), st.dates(date(2020, 7, 1), DAY))
    return MadeSite(
        standing,
        draw(some_practices()),
        draw(sessions),
        milestones=milestones,
        targets=targets,
        first_counts=draw(counts),
    )


@st.composite
def some_practices(draw) -> SitePractices:
    """Practices that signed up, some of which left, and some of which became fully trained."""
    days = st.dates(date(2020, 7, 1), DAY)
    stays = [
        Stay(number, number, draw(days), draw(st.one_of(st.none(), days))) for number in range(draw(st.integers(0, 3)))
    ]
    trained = [stay.practice for stay in stays if draw(st.booleans())]
    return SitePractices(stays, {1: {practice: FirstTrained(draw(days), practice) for practice in trained}})


@AT_ANY_SPEED
@given(some_facts())
def test_totals_are_what_the_rows_add_up_to(facts: BoardFacts) -> None:
    shown = rows_of(facts, Links({}), Audience.READING)
    totals = totals_of(facts, Links({}), Audience.READING)
    for name in ("signed_up", "trained", "overdue", "due_soon"):
        column = [getattr(row, name).figure.number or 0 for row in shown]
        assert (getattr(totals, name).figure.number or 0) == sum(column)
    for name in ("sessions", "people"):
        for place in range(len(QUARTERS)):
            column = [getattr(row, name).columns[place].figure.number or 0 for row in shown]
            assert (getattr(totals, name)[place].figure.number or 0) == sum(column)
    with_target = [row for row in shown if row.target.figure.number is not None]
    assert (totals.target.figure.number or 0) == sum(row.target.figure.number for row in with_target)
    reached = sum(row.trained.figure.number or 0 for row in with_target)
    assert (totals.of_target.part.number or 0) == reached


@AT_ANY_SPEED
@given(some_facts())
def test_every_target_stands_beside_what_was_reached(facts: BoardFacts) -> None:
    for shown, site in zip(rows_of(facts, Links({}), Audience.READING), facts.tally.sites, strict=True):
        assert set(shown.targets) == {measure.value for measure in site.targets}
        for measure, number in site.targets.items():
            assert shown.targets[measure.value].target.figure.number == number
            assert shown.targets[measure.value].reached.number == site.reached(measure).number


@AT_ANY_SPEED
@given(some_facts())
def test_fully_trained_is_never_more_than_signed_up_and_what_was_held_is_never_left_out(facts: BoardFacts) -> None:
    for shown, site in zip(rows_of(facts, Links({}), Audience.READING), facts.tally.sites, strict=True):
        assert (shown.trained.figure.number or 0) <= (shown.signed_up.figure.number or 0)
        held = [site.number(SESSIONS, quarter) for quarter in QUARTERS]
        assert [column.figure.number or 0 for column in shown.sessions.columns] == held


@pytest.mark.once
@pytest.mark.parametrize("name", ["board", "phases"])
def test_board_asks_as_little_for_many_sites_as_for_few(made: World, name: str) -> None:
    client = as_(made.manager)
    client.get("/")
    address = reverse(f"delivery:{name}")
    before = questions(client, address)
    for _ in range(20):
        site = site_of(made.programme)
        period(site, Mode.BLENDED)
        signed_up(site)
    assert questions(client, address) == before
    assert before <= 17  # who is signed up, whose staff were counted and what was reached are asked one by one


@pytest.mark.once
def test_site_page_asks_as_little_for_many_practices_as_for_few(made: World) -> None:
    client = as_(made.manager)
    client.get("/")
    address = reverse("delivery:site", args=[made.blended.pk])
    before = questions(client, address)
    for _ in range(8):
        fully_trained(signed_up(made.blended), held_on=date(2021, 10, 6))
    assert questions(client, address) == before
    assert before <= 24  # one of them for the earlier deadlines of its milestones, one for how many answered


@pytest.mark.once
def test_list_asks_as_little_for_many_rows_as_for_few(made: World) -> None:
    client = as_(made.manager)
    client.get("/")
    address = reverse("delivery:figures", args=["practices_trained"])
    before = questions(client, address)
    for _ in range(8):
        fully_trained(signed_up(made.blended), held_on=date(2021, 10, 6))
    assert questions(client, address) == before
    assert before <= 15


@pytest.mark.parametrize("day", [date(2020, 4, 1), date(2020, 12, 31), date(2021, 6, 30), DAY])
def test_practices_ever_trained_are_those_of_which_a_row_says_so(made: World, day: date) -> None:
    sites = list(made.programme.sites.values_list("pk", flat=True))
    tally = Tally("site", sites, day, known_on=DAY)
    listed = FactList(EVER_TRAINED, tally, [Window(frozenset(sites), day)], Audience.WORKING)
    reached = made.programme.training_rules.get().attainments.filter(reached_on__lte=day)
    assert {line.page_of for line in listed} == set(reached.values_list("sign_up__practice__code", flat=True))


def test_site_without_a_target_is_told_apart_from_one_whose_target_is_nought(made: World) -> None:
    made.paused.targets.update(number=0)
    page = as_(made.manager).get(reverse("delivery:board")).content.decode()
    assert "against a target of <strong>4</strong> by the end of 2021/22 Q3 at 2 sites that have one" in page


def test_a_site_of_which_it_is_not_known_is_in_neither_number_of_a_ratio(made: World) -> None:
    """In person nobody counted the staff, so how many are trained is not reported, whatever its target."""
    made.in_person.targets.create(measure="practices_trained", financial_year=2021, quarter_number=3, number=6)
    client = as_(made.manager)
    page = words_of(client.get(reverse("delivery:board")))
    against = "3 against a target of 5 by the end of 2021/22 Q3 at 2 sites that have one"
    assert f"{against}, without 1 where it is not known" in page
    assert "3 of 5 at 2 sites with a target, without 1 where it is not known" in page
    assert "11 practices to be fully trained" in words_of(
        client.get(reverse("delivery:figures", args=["target_practices_trained"]))
    )
    contents = gather(made.programme, Quarter.parse("2021/22 Q3"), NOW)
    assert "of 4 signed up at 2 sites where both are known; " in headline(contents)[0]
    target = "the target by its end was 5 at 2 sites where it is known how many are (60% of it reached)"
    assert target in headline(contents)[0]
    assert list(row(contents, "Practices by site", "All sites").values())[-3:] == ["3", "11", "60%"]
    label = "2 sites with this target of which it is known what they reached: Practices fully trained"
    assert list(row(contents, "Targets by", label).values()) == ["5", "3", "60%"]


def test_by_quarter_from_the_database_is_by_quarter_from_the_days(made: World) -> None:
    sites = list(made.programme.sites.all())
    tally = Tally("site", [site.pk for site in sites], DAY)
    for site in sites:
        days = site.sessions.held().filter(held_on__lte=DAY).values_list("held_on", flat=True)
        held = {quarter: tally.number(SESSIONS, site.pk, quarter) for quarter in tally.quarters_of(site.pk)}
        assert {quarter: number for quarter, number in held.items() if number} == Counter(map(Quarter.containing, days))


def test_what_was_reached_counts_the_years_before_the_quarters_shown(made: World) -> None:
    session_for(made.blended.sign_ups.first(), held_on=date(2020, 5, 5), came={StaffGroup.GP: 4})
    for measure, number in ((Measure.SESSIONS, 90), (Measure.PEOPLE, 900), (Measure.PRACTICES_SIGNED_UP, 9)):
        made.blended.targets.create(measure=measure, financial_year=2021, quarter_number=3, number=number)
    held = made.blended.sessions.held()
    people = sum(held.values_list("people", flat=True))
    client = as_(made.manager)
    board = words_of(client.get(reverse("delivery:board")))
    for told in (f"{held.count()} of 90", f"{people} of 900", "3 of 9"):
        assert told in board, told
    page = words_of(client.get(reverse("delivery:site", args=[made.blended.pk])))
    for told in (f"Training sessions held 90 {held.count()}", f"People at training sessions 900 {people}"):
        assert told in page, told
