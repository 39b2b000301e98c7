"""Whoever works on figures is given numbers, codes and declared columns, and never a row."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import FunctionType
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import DateField, DecimalField, IntegerField, Model, QuerySet

from tests.house.figure_worlds import DAY, NOW, QUARTERS, empty_programme, fill
from tests.once import for_a_file
from towpath.access.sensitivity import fields_along
from towpath.facts import counting, kinds, listing, places
from towpath.facts.counting import PlaceTally, Tally, count
from towpath.facts.kinds import FACTS, FactColumn, Flow, MayNotBeShownError, Rows, Stock
from towpath.facts.listing import FactList, Window
from towpath.foundation.clock import at
from towpath.foundation.figures import Absence, Audience
from towpath.foundation.periods import Quarter

pytestmark = pytest.mark.once
PLAIN = (int, float, str, date, Decimal, Fraction, Enum, Quarter, Absence, type(None))
PLACES_ONLY = {"site_places", "periods_at"}  # a place is asked why nothing is owed, and not shown
BREAKDOWNS = {
    "sessions": ("kind", "mode"), "people": ("kind",), "hours_of_support": ("kind",), "people_named": ("staff_group",),
    "people_counted": ("staff_group",),
}  # fmt: skip


@pytest.fixture(scope="module")
def sites(django_db_setup, django_db_blocker):
    with for_a_file(django_db_blocker), at(NOW):
        yield [site.pk for site in fill(empty_programme(), 7).sites]


def rows_in(found: Any) -> Iterator[Any]:
    """Whatever in an answer is none of numbers, codes, days and words."""
    if isinstance(found, Model | QuerySet | type):
        yield found
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from rows_in(key)
            yield from rows_in(value)
    elif isinstance(found, list | tuple | set | frozenset):
        for one in found:
            yield from rows_in(one)
    elif is_dataclass(found):
        for one in fields(found):
            yield from rows_in(getattr(found, one.name))
    elif not isinstance(found, PLAIN):
        yield found


def answers_of(tally: Tally, fact: kinds.Fact) -> Iterator[Any]:
    """What each public way to ask about a fact answers."""
    for place in tally.keys:
        here = tally.at(place)
        for quarter in (None, *QUARTERS):
            yield here.figure(fact, quarter)
            yield here.number(fact, quarter)
            yield here.before(fact, quarter)
            yield here.why_nothing("delivers", quarter)
        yield (here.since_start(fact), here.day, here.quarter, here.quarters, here.is_elsewhere)
    yield (tally.total(fact), tally.total_since_start(fact), tally.ratio(kinds.Ratio("One of one", fact, fact)))
    if fact.key in BREAKDOWNS:
        yield tally.by(fact, *BREAKDOWNS[fact.key])
    if fact.columns:
        listed = FactList(fact, tally, [Window(frozenset(tally.keys), DAY)], Audience.WORKING)
        yield (len(listed), listed.number, list(listed), listed.page("", 50).rows, list(listed.by_place()))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_no_answer_about_a_fact_holds_a_row(sites, db, fact) -> None:
    with at(NOW):
        tally = Tally("site", sites, DAY)
        found = list(answers_of(tally, fact))
        found.append(count(fact, "site", sites, QUARTERS, DAY))
    assert list(rows_in(found)) == []
    assert found


def test_every_public_function_is_asked() -> None:
    """One that is added is added to the answers above."""
    public = {
        name
        for module in (counting, kinds, listing, places)
        for name, found in vars(module).items()
        if name[0] != "_" and isinstance(found, FunctionType) and found.__module__ == module.__name__
    }
    assert public == {"count"}
    methods = {
        name for kind in (Tally, PlaceTally) for name, one in vars(kind).items()
        if name[0] != "_" and isinstance(one, FunctionType)
    }  # fmt: skip
    assert methods == {
        "fetched", "at", "figure", "since_start", "before", "quarters_of", "number", "total", "total_since_start",
        "ratio", "by", "why_nothing",
    }  # fmt: skip


def test_what_rooms_look_up_for_their_facts_holds_no_row(sites, db) -> None:
    with at(NOW):
        tally = Tally("site", sites, DAY)
        for fact in FACTS:
            tally.total(fact)
        known = {
            getattr(source, "__name__", "rows"): found
            for source, found in tally._known.items()
            if getattr(source, "__name__", "") not in PLACES_ONLY
        }
    assert len(known) > 5
    assert list(rows_in(known)) == []


def test_a_row_in_an_answer_would_be_found() -> None:
    assert list(rows_in({"by": [get_user_model()()]}))
    assert list(rows_in(get_user_model().objects.all()))


def made_up(**more: Any) -> Flow:
    rows = Rows(lambda tally: get_user_model().objects.all(), day="date_joined", places={"site": "pk"})
    return Flow(key="made_up", label="Made up", one="one", many="many", model=get_user_model(), of=rows, **more)


@pytest.mark.parametrize(("column", "kind"), [("email", "personal"), ("password", "secret")])
def test_a_column_that_would_show_people_is_refused(column: str, kind: str) -> None:
    with pytest.raises(MayNotBeShownError, match=kind):
        made_up(columns=(FactColumn("Who", column),))
    assert "made_up" not in FACTS


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_every_fact_has_words_and_what_is_listed_leads_somewhere(fact) -> None:
    assert fact.label[0].isupper()
    assert fact.one[0].islower()
    assert isinstance(fact, Stock | Flow)
    assert bool(fact.columns) == bool(fact.page) == bool(fact.order)


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.columns], ids=lambda fact: fact.key)
def test_a_column_is_one_of_days_or_numbers_where_its_field_is(fact) -> None:
    for column in fact.columns:
        if column.lookup:
            field = list(fields_along(fact.model, column.lookup))[-1]
            assert column.date == isinstance(field, DateField), column.label
            assert column.number == isinstance(field, DecimalField | IntegerField), column.label
