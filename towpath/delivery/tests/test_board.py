"""The board's rows, its totals, and how many questions it asks."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from towpath.delivery.facts import numbers, rows
from towpath.delivery.facts.board import Facts
from towpath.delivery.facts.dues import quarters_up_to
from towpath.delivery.facts.numbers import Milestones, Practices, Tally
from towpath.delivery.facts.rows import Scope
from towpath.delivery.facts.standing import Standing
from towpath.delivery.presenters.board import rows_of, totals_of
from towpath.delivery.presenters.links import Links
from towpath.delivery.tests.reading import as_
from towpath.delivery.tests.worlds import DAY, World
from towpath.programmes.models import Mode, Phase, Programme, Site, SitePeriod
from towpath.programmes.tests.builders import period, site_of
from towpath.training.models import TrainingRule
from towpath.training.services.attaining import fully_trained_at, rules_in_force, trained_sign_ups_at
from towpath.training.tests.builders import signed_up
from towpath.training.tests.session_builders import fully_trained

BRACKETS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")
QUARTERS = quarters_up_to(DAY, 6)
PROGRAMME = Programme(pk=1, name="Programme")
PHASE = Phase(pk=1, name="Phase 1", programme=PROGRAMME, starts_on=date(2020, 4, 1))


def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(not query["sql"].startswith(BRACKETS) for query in asked)


@st.composite
def some_facts(draw) -> Facts:
    """Any number of sites, each with or without periods, practices, targets and sessions."""
    count = draw(st.integers(0, 6))
    modes = draw(st.lists(st.sampled_from([None, *Mode]), min_size=count, max_size=count))
    sites = [Site(pk=pk, number=pk, area=f"Area {pk}", programme=PROGRAMME, phase=PHASE) for pk in range(1, count + 1)]
    standings = [
        Standing(site, DAY, [SitePeriod(site=site, mode=mode, started_on=date(2020, 7, 1))] if mode else [])
        for site, mode in zip(sites, modes, strict=True)
    ]
    keys = st.sampled_from([site.pk for site in sites] or [1])
    few = st.integers(0, 40)
    tally = st.builds(Tally, sessions=few, people=few)
    return Facts(
        DAY, QUARTERS, standings,
        rules={1: TrainingRule(pk=1)} if draw(st.booleans()) else {},
        practices=draw(st.dictionaries(keys, st.builds(Practices, few, st.just(0)))),
        trained=draw(st.dictionaries(keys, few)),
        targets=draw(st.dictionaries(keys, few)),
        tallies=draw(st.dictionaries(keys, st.dictionaries(st.sampled_from(QUARTERS), tally))),
        milestones=draw(st.dictionaries(keys, st.builds(Milestones, few, few))),
    )  # fmt: skip


@given(some_facts())
def test_totals_are_what_the_rows_add_up_to(facts: Facts) -> None:
    shown = rows_of(facts, Links({}))
    totals = totals_of(facts, shown, Links({}))
    for name in ("signed_up", "trained", "target", "overdue", "due_soon"):
        column = [getattr(row, name).figure.number or 0 for row in shown]
        assert getattr(totals, name).total.number == sum(column)
    for place in range(len(QUARTERS)):
        assert totals.sessions[place].total.number == sum(r.sessions.columns[place].figure.number or 0 for r in shown)
        assert totals.people[place].total.number == sum(r.people.columns[place].figure.number or 0 for r in shown)
    with_target = [row for row in shown if row.target.figure.number is not None]
    assert totals.trained_where_target == sum(row.trained.figure.number or 0 for row in with_target)


@given(some_facts())
def test_what_was_counted_is_never_left_out_of_a_row(facts: Facts) -> None:
    """A number above nought stands on the board whatever the site's mode; only without a rule is nobody trained."""
    for row in rows_of(facts, Links({})):
        trained = facts.trained.get(row.place.pk, 0)
        assert row.trained.figure.number == trained or not trained
        assert row.signed_up.figure.number or not facts.practices.get(row.place.pk, Practices()).signed_up
        tallies = facts.tallies.get(row.place.pk, {})
        shown = [column.figure.number or 0 for column in row.sessions.columns]
        assert shown == [tallies.get(quarter, Tally()).sessions for quarter in QUARTERS]


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
    assert before <= 15


def test_site_page_asks_as_little_for_many_practices_as_for_few(made: World) -> None:
    client = as_(made.manager)
    client.get("/")
    address = reverse("delivery:site", args=[made.blended.pk])
    before = questions(client, address)
    for _ in range(8):
        fully_trained(signed_up(made.blended), held_on=date(2021, 10, 6))
    assert questions(client, address) == before
    assert before <= 20


def test_list_asks_as_little_for_many_rows_as_for_few(made: World) -> None:
    client = as_(made.manager)
    client.get("/")
    address = reverse("delivery:figures", args=["trained"])
    before = questions(client, address)
    for _ in range(8):
        fully_trained(signed_up(made.blended), held_on=date(2021, 10, 6))
    assert questions(client, address) == before
    assert before <= 15


@pytest.mark.parametrize("day", [date(2020, 4, 1), date(2020, 12, 31), date(2021, 6, 30), DAY])
def test_practices_trained_are_those_the_training_room_counts(made: World, day: date) -> None:
    sites = list(made.programme.sites.select_related("programme"))
    scope = Scope.of(sites, day, rules_in_force([made.programme.pk], day))
    by_site = {site: len(days) for site, days in numbers.trained_days(scope).items()}
    assert {site: by_site.get(site, 0) for site in scope.keys} == fully_trained_at(sites, day)
    listed = rows.practices_trained(scope).values_list("sign_up", flat=True)
    assert set(listed) == set(trained_sign_ups_at(made.programme, day).values_list("pk", flat=True))


def test_site_without_a_target_is_told_apart_from_one_whose_target_is_nought(made: World) -> None:
    made.paused.targets.update(number=0)
    page = as_(made.manager).get(reverse("delivery:board")).content.decode()
    assert "against a target of <strong>4</strong> by the end of 2021/22 Q3 at 2 sites that have one" in page


def test_by_quarter_from_the_database_is_by_quarter_from_the_days(made: World) -> None:
    sites = list(made.programme.sites.all())
    tallies, _ = numbers.sessions_by_quarter(Scope.of(sites, DAY, {}))
    for site in sites:
        days = list(site.sessions.held().filter(held_on__lte=DAY).values_list("held_on", flat=True))
        found = {quarter: tally.sessions for quarter, tally in tallies.get(site.pk, {}).items()}
        assert found == dict(numbers.by_quarter(days))
