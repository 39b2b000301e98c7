"""One figure for one site, fact and quarter: board, page, lists, phases, files, report and commands say the same."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from tests.house.figure_worlds import DAY, NOW, QUARTERS, World, empty_programme, fill
from tests.once import for_a_file
from tests.sizes import tried
from towpath.delivery.papers.gathering import gather
from towpath.delivery.sites.counting import REPORTED, count_sites
from towpath.delivery.sites.figure_rows import in_key
from towpath.delivery.tests.reading import as_, figure_of_list, page_of
from towpath.documents.blocks import words_of
from towpath.documents.tests.reading_papers import table
from towpath.facts.counting import Tally
from towpath.facts.kinds import FACTS, Stock
from towpath.facts.listing import FactList, Window
from towpath.foundation.clock import at, local_day
from towpath.foundation.figures import Audience, Figure, released
from towpath.foundation.periods import Quarter, span_of
from towpath.practices.facts import JOINED, SIGNED_UP
from towpath.programmes.models import Measure, Programme
from towpath.programmes.standing import standings
from towpath.training.facts.practices import BECAME_TRAINED, EVER_TRAINED, TRAINED, TRAINED_OF_SIGNED_UP
from towpath.training.facts.sessions import ANSWERED, PEOPLE, SESSION_ROWS, SESSIONS, SUPPORT
from towpath.training.models import Session
from towpath.ui.words import as_day

Cell = tuple[str, str, str]  # site, fact, quarter
Labels = dict[Cell, str]


def on_worlds(few: int, many: int) -> Callable[[Any], Any]:
    """A property of generated worlds, however slow the machine is."""
    return tried(
        few, many, phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Programme]:
    with for_a_file(django_db_blocker), at(NOW):
        yield empty_programme()


@contextmanager
def world_of(programme: Programme, seed: int) -> Iterator[World]:
    """A world that is gone afterwards."""
    with at(NOW), transaction.atomic():
        yield fill(programme, seed)
        transaction.set_rollback(True)


def printed(*arguments: Any) -> Any:
    out = io.StringIO()
    call_command(*map(str, arguments), "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def labels_of(rows: list[dict[str, Any]]) -> Labels:
    return {(row["site"], row["fact"], row["quarter"]): row["label"] for row in rows}


def by_command(world: World, *more: str, day: date = DAY) -> Labels:
    return labels_of(printed("figures", "--programme", world.programme.pk, "--on", day, *more))


def lines_of(client: Client, address: str) -> list[dict[str, str]]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text.rsplit("Rows:", 1)[0])))


def on_the_board(world: World, client: Client, quarter: Quarter) -> Labels:
    """The board at the end of a quarter: its figures on the day, and those of every quarter it shows."""
    day, found = span_of(quarter, DAY).last, {}
    for line in lines_of(client, f"{reverse('delivery:board_csv')}?on={day}"):
        for heading, fact in (
            ("Practices signed up", SIGNED_UP), ("Practices fully trained", TRAINED),
            (f"Sessions, {quarter}", SESSIONS), (f"People, {quarter}", PEOPLE),
        ):  # fmt: skip
            found[line["Site"], fact.key, in_key(quarter)] = line[heading]
    return found


def on_the_sites_page(world: World, client: Client) -> Labels:
    headings = {
        "Sessions held": SESSIONS, "People at sessions": PEOPLE,
        "Practices that became fully trained": BECAME_TRAINED, "Practices fully trained": TRAINED,
    }  # fmt: skip
    return {
        (line["Site"], fact.key, line["Quarter"].replace(" ", "-")): line[heading]
        for site in world.sites
        for line in lines_of(client, reverse("delivery:site_csv", args=[site.pk]))
        for heading, fact in headings.items()
    }


def on_the_phases_page(world: World, client: Client) -> Labels:
    headings = {fact.label: fact for fact in (SESSIONS, PEOPLE, BECAME_TRAINED)}
    return {
        (line["Site"], fact.key, line["Quarter"].replace(" ", "-")): line[heading]
        for line in lines_of(client, reverse("delivery:phases_csv"))
        if line["Quarter"]
        for heading, fact in headings.items()
    }


def in_lists(world: World, client: Client, expected: Labels) -> Labels:
    """What each list adds up to, where the figure is a number; every thirtieth is opened as a page."""
    found: Labels = {}
    sites = {site.area: site.pk for site in world.sites}
    for number, ((area, what, key), label) in enumerate(sorted(expected.items())):
        if not label[0].isdigit():
            continue
        span, fact = span_of(Quarter.parse(key), DAY), FACTS[what]
        day = span.last if isinstance(fact, Stock) else DAY
        window = Window(frozenset([sites[area]]), span.last, span.first)
        listed = FactList(fact, Tally("site", [sites[area]], day, known_on=DAY), [window], Audience.WORKING)
        found[area, what, key] = released([Figure(listed.number)], Audience.WORKING)[0].label
        if not fact.adds and len(list(listed)) != listed.number:
            found[area, what, key] = f"{len(list(listed))} rows"
        if number % 30 == world.seed % 30:
            query = f"site={sites[area]}&on={day}&from={span.first}&until={span.last}"
            page = page_of(client, f"{reverse('delivery:figures', args=[what])}?{query}")
            if figure_of_list(page) != float(label.replace(",", "")):
                found[area, what, key] = "another number at the head of its page"
    return found


def in_the_report(world: World, quarter: Quarter) -> Labels:
    """The report's own tables, and the rows it prints for programs."""
    contents = gather(world.programme, quarter, NOW)
    day = as_day(min(quarter.end, local_day(NOW)))
    headings = {
        f"Signed up on {day}": SIGNED_UP, f"Fully trained on {day}": TRAINED,
        "Signed up in the quarter": JOINED, "Became fully trained in the quarter": BECAME_TRAINED,
        "Ever fully trained": EVER_TRAINED, "Sessions in the quarter": SESSIONS,
        "People in the quarter": PEOPLE, "Hours of support in the quarter": SUPPORT,
    }  # fmt: skip
    found = {
        (words_of(row.cells[0]), headings[heading].key, in_key(quarter)): words_of(cell)
        for one in (table(contents, "Practices by site"), table(contents, "Sessions, people"))
        for row in one.rows
        if row.level == "part"
        for heading, cell in zip(one.headings[1:], row.cells[1:], strict=True)
        if heading in headings
    }
    rows = printed("report", "progress", world.programme.pk, "--quarter", in_key(quarter))["figures"]
    return found | {cell: label for cell, label in labels_of(rows).items() if cell not in found}


def disagreements(world: World) -> list[str]:
    """Every cell that a page, a file or a command gives otherwise than `towpath figures` does."""
    client, expected = as_(world.manager), by_command(world)
    seen_by_readers = by_command(world, "--audience", "commissioner")
    told: list[tuple[str, Labels, Labels]] = [
        ("the site's page", on_the_sites_page(world, client), expected),
        ("the phases", on_the_phases_page(world, client), expected),
        ("the lists", in_lists(world, client, expected), expected),
    ]
    for quarter in (QUARTERS[world.seed % 3], QUARTERS[3]):
        told.append((f"the board of {quarter}", on_the_board(world, client, quarter), expected))
        told.append((f"the report of {quarter}", in_the_report(world, quarter), seen_by_readers))
    return [
        f"{cell}: {where} says {label}, the command {wanted[cell]}"
        for where, labels, wanted in told
        for cell, label in labels.items()
        if label != wanted[cell]
    ]


@on_worlds(12, 500)  # each breach planted below shows in one of eight
@given(seed=st.integers(0, 2**32))
def test_board_page_lists_phases_files_report_and_commands_agree_cell_by_cell(made_once, db, seed: int) -> None:
    with world_of(made_once, seed) as world:
        assert disagreements(world) == []
        check_rows(world)
        check_years_before(world)
        check_page_of_the_rule(world)
        check_small_numbers(world)


def check_rows(world: World) -> None:
    """One row for each site, fact and quarter, sites by name; and no more practices trained than signed up."""
    rows = printed("figures", "--programme", world.programme.pk, "--on", DAY)
    cells = [(row["site"], row["fact"], row["quarter"]) for row in rows]
    assert len(cells) == len(set(cells))
    keys = {(site.area, fact.key, in_key(one)) for site in world.sites for fact in REPORTED for one in QUARTERS}
    assert set(cells) == keys
    assert [row["site"] for row in rows] == sorted(row["site"] for row in rows)
    assert all((row["number"] is None) != (row["absence"] is None) for row in rows)
    numbers = {cell: row["number"] or 0 for cell, row in zip(cells, rows, strict=True)}
    for site, fact, quarter in cells:
        if fact == TRAINED.key:
            assert numbers[site, fact, quarter] <= numbers[site, SIGNED_UP.key, quarter]
            assert numbers[site, fact, quarter] <= numbers[site, EVER_TRAINED.key, quarter]


def check_years_before(world: World) -> None:
    """A board that adds up what was earlier than its quarters reaches what the site's page reaches."""
    listed, keys = standings(world.sites, DAY), [site.pk for site in world.sites]
    whole = count_sites(listed, DAY)
    for since in QUARTERS[1:]:
        board = count_sites(listed, DAY, since=since)
        for key, measure in product(keys, Measure):
            assert board.at(key).reached(measure) == whole.at(key).reached(measure), (since, measure)


def check_page_of_the_rule(world: World) -> None:
    """On any day it says the ratio of the board: fully trained of signed up, at the same sites."""
    for day in (*(quarter.end for quarter in QUARTERS[:3]), DAY):
        board = count_sites(standings(world.sites, day), day).ratio(TRAINED_OF_SIGNED_UP)
        tally = Tally("site", [site.pk for site in world.sites], day)
        assert tally.ratio(TRAINED_OF_SIGNED_UP) == board, day


def check_small_numbers(world: World) -> None:
    """Readers see no number of fewer than five people who answered; who works with the answers sees all."""
    rows = printed("figures", "--programme", world.programme.pk, "--on", DAY, "--audience", "commissioner")
    answered = [row["number"] for row in rows if row["fact"] == ANSWERED.key]
    assert not [number for number in answered if number is not None and 0 < number < 5]
    whole = printed("figures", "--programme", world.programme.pk, "--on", DAY, "--audience", "programme_manager")
    assert not [row for row in whole if row["absence"] == "suppressed"]


def without_sessions(counted: Callable[..., Any]) -> Callable[..., Any]:
    """A count that has forgotten every session."""

    def counting(*arguments: Any, **more: Any) -> Any:
        tally = counted(*arguments, **more)
        tally._known[SESSION_ROWS] = {}
        return tally

    return counting


def where_found(programme: Programme, where: str) -> bool:
    """Whether one of a few worlds shows that something is given otherwise there."""
    for seed in range(4, 12):
        with world_of(programme, seed) as world:
            if any(where in told for told in disagreements(world)):
                return True
    return False


@pytest.mark.once
@pytest.mark.parametrize(
    ("consumer", "where"),
    [
        ("towpath.delivery.sites.counting", "the board"), ("towpath.delivery.sites.page", "the site's page"),
        ("towpath.delivery.views.phases", "the phases"), ("towpath.delivery.papers.programme_facts", "the report"),
    ],
)  # fmt: skip
def test_a_page_that_counted_for_itself_would_be_found(made_once, db, monkeypatch, consumer: str, where: str) -> None:
    import_module("towpath.delivery.management.commands.figures")  # with the whole count, before it is planted
    monkeypatch.setattr(f"{consumer}.count_sites", without_sessions(count_sites))
    assert where_found(made_once, where)


@pytest.mark.once
def test_a_list_that_left_a_row_out_would_be_found(made_once, db, monkeypatch) -> None:
    monkeypatch.setitem(vars(SESSIONS), "list_rows", lambda fact_list: Session.objects.none())
    assert where_found(made_once, "the lists")
