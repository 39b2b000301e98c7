"""Whatever number stands on a page of delivery, the list it leads to makes that number."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from towpath.delivery.tests.reading import as_, figure_of_list, figures_on, page_of, rows_of_list
from towpath.delivery.tests.worlds import DAY, World
from towpath.facts.kinds import FACTS
from towpath.foundation.clock import now
from towpath.programmes.models import Measure
from towpath.training.tests.feedback_builders import CONFIDENCE, answered, asked_of
from towpath.training.tests.session_builders import session_for

pytestmark = pytest.mark.once
# The lists whose figure is the sum of their last column; the figure of every other is how many rows it has.
SUMS = {
    "people", "target_practices_trained", "target_practices_signed_up", "target_sessions", "target_people",
    "people_who_answered", "hours_of_support",
}  # fmt: skip
LISTS = [fact.key for fact in FACTS if fact.columns]
BOARDS = ("", "?on=2020-12-31", "?on=2021-09-30", "?mode=blended", "?phase={phase}", "?agency={agency}&on=2021-06-30")


def check_every_figure(client, page: str) -> int:
    """Open every list once for each number that leads there; how many there were."""
    seen = set(figures_on(page))
    for href, number in seen:
        listed = page_of(client, href)
        assert figure_of_list(listed) == number, href
        rows = rows_of_list(listed)
        assert made_by(what_of(href), rows) == number, href
    return len(seen)


def what_of(href: str) -> str:
    """Which list an address is of."""
    return href.split("/figures/")[1].split("/", maxsplit=1)[0]


def made_by(what: str, rows: list[list[str]]) -> float:
    """The number that the rows of a list make."""
    return sum(float(row[-1]) for row in rows) if what in SUMS else len(rows)


def test_every_list_is_known_to_add_up_or_to_count_its_rows() -> None:
    assert {fact.key for fact in FACTS if fact.columns and fact.adds} == SUMS


@pytest.fixture
def with_every_figure(made: World) -> World:
    """The world with a target of every kind, hours of support, and answers of people at a session."""
    for measure in Measure:
        made.blended.targets.update_or_create(
            measure=measure, financial_year=2021, quarter_number=3, defaults={"number": 7}
        )
    session = session_for(made.blended.sign_ups.first(), held_on=date(2021, 11, 3))
    asked_of(made.programme, CONFIDENCE)
    answered(session, *((str(number), CONFIDENCE, 2, 4) for number in range(6)))
    made.blended.sign_ups.first().support.create(
        kind="visit", given_on=date(2021, 11, 4), hours=Decimal("2.5"), recorded_at=now()
    )
    return made


def test_every_sum_that_stands_on_a_page_is_the_sum_of_its_list(with_every_figure: World) -> None:
    """Targets of every kind, people who answered and hours of support among them."""
    client = as_(with_every_figure.manager)
    board = page_of(client, reverse("delivery:board"))
    site = page_of(client, reverse("delivery:site", args=[with_every_figure.blended.pk]))
    assert {what_of(href) for page in (board, site) for href, _ in figures_on(page)} >= SUMS
    assert check_every_figure(client, board) > 10
    assert check_every_figure(client, site) > 10


@pytest.mark.parametrize("what", LISTS)
def test_the_heading_of_every_list_is_made_by_its_rows(with_every_figure: World, what: str) -> None:
    listed = page_of(as_(with_every_figure.manager), reverse("delivery:figures", args=[what]))
    assert figure_of_list(listed) == made_by(what, rows_of_list(listed))


@pytest.mark.parametrize("query", BOARDS)
def test_every_number_of_the_board_opens_a_list_that_makes_it(made: World, query: str) -> None:
    query = query.format(phase=made.blended.phase_id, agency=made.agency.pk)
    client = as_(made.manager)
    page = page_of(client, reverse("delivery:board") + query)
    assert check_every_figure(client, page) > 10


@pytest.mark.parametrize("measure", ["trained", "sessions", "people"])
@pytest.mark.parametrize("day", ["", "&on=2021-03-31"])
def test_every_number_of_the_phases_opens_a_list_that_makes_it(made: World, measure: str, day: str) -> None:
    client = as_(made.manager)
    page = page_of(client, f"{reverse('delivery:phases')}?measure={measure}{day}")
    assert check_every_figure(client, page) > 5


@pytest.mark.parametrize("day", ["", "?on=2021-03-31"])
def test_every_number_of_a_sites_page_opens_a_list_that_makes_it(made: World, day: str) -> None:
    client = as_(made.manager)
    for site in (made.blended, made.paused, made.in_person, made.unrecorded):
        page = page_of(client, reverse("delivery:site", args=[site.pk]) + day)
        has_not_begun = site == made.unrecorded or (site == made.in_person and day)
        assert check_every_figure(client, page) > 0 or has_not_begun


def test_practice_in_place_twice_on_a_day_is_one_practice(made: World) -> None:
    """No service lets it happen; a figure and its list agree even so."""
    first = made.paused.sign_ups.get()
    type(first).objects.filter(pk=first.pk).update(left_on=DAY, why_left="Moved")
    type(first).objects.create(site=made.paused, practice=first.practice, signed_up_on=DAY)
    client = as_(made.manager)
    listed = page_of(client, f"{reverse('delivery:figures', args=['practices_signed_up'])}?site={made.paused.pk}")
    assert figure_of_list(listed) == 1
    assert check_every_figure(client, page_of(client, reverse("delivery:board"))) > 10


def test_list_longer_than_a_page_still_says_its_whole_number(made: World) -> None:
    practice = made.blended.sign_ups.first()
    for number in range(101):
        session_for(practice, held_on=practice.signed_up_on.replace(2021, 1 + number % 9, 1 + number % 28))
    client = as_(made.manager)
    address = f"{reverse('delivery:figures', args=['sessions'])}?site={made.blended.pk}"
    listed = page_of(client, address)
    assert len(rows_of_list(listed)) == 100
    assert figure_of_list(listed) == made.blended.sessions.held().count() == 108
    assert 'rel="next"' in listed


@pytest.mark.parametrize("what", LISTS)
def test_list_as_a_file_has_the_rows_of_the_page(made: World, what: str) -> None:
    client = as_(made.manager)
    rows = rows_of_list(page_of(client, reverse("delivery:figures", args=[what])))
    answer = client.get(reverse("delivery:figures_csv", args=[what]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == len(rows) + 2
    assert lines[-1] == f"Rows: {len(rows)}"
