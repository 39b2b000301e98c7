"""Paging by key: every row once, in order, both ways, whatever is equal or empty; a bad cursor is the first page."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models import F
from django.db.models.functions import Lower

from towpath.ui.paging import page_by_key

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
# Three names between eleven people, and a last sign-in that some share and others never had.
SEEN = [None, 0, 0, 1, None, 2, 2, 2, None, 3, 0]


@pytest.fixture
def people():
    person = get_user_model()
    person.objects.bulk_create(
        person(
            email=f"person{number}@example.org",
            name=["Ash", "Birch", "Cedar"][number % 3],
            last_login=None if days is None else LONG_AGO + timedelta(days=days, microseconds=7),
        )
        for number, days in enumerate(SEEN)
    )
    return person.objects.all()


ORDERS = [
    ("pk",),
    ("-pk",),
    ("name",),
    ("-name", "pk"),
    ("last_login",),
    ("-last_login", "name"),
    ("name", "last_login"),
]


def in_order(people, order):
    def sorting(name):
        column = F(name.removeprefix("-"))
        return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)

    last = [] if {"pk", "-pk"} & set(order) else ["pk"]
    return list(people.order_by(*(sorting(name) for name in [*order, *last])))


def walk(people, order, size, *, start=""):
    """All rows met by following `next` from the start, and the last page."""
    met, page = [], page_by_key(people, after=start, size=size, order=order)
    met += page.rows
    while page.next:
        page = page_by_key(people, after=page.next, size=size, order=order)
        met += page.rows
    return met, page


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 3, 11, 50])
def test_going_forwards_meets_every_row_once_and_in_order(people, order, size):
    assert walk(people, order, size)[0] == in_order(people, order)


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 3, 4])
def test_going_back_meets_the_same_pages_the_other_way(people, order, size):
    page = walk(people, order, size)[1]
    met = page.rows
    while page.previous:
        page = page_by_key(people, after=page.previous, size=size, order=order)
        met = page.rows + met
    assert page.rows == in_order(people, order)[:size]
    assert len({row.pk for row in met}) == len(SEEN)


def test_first_page_has_nothing_before_it_and_last_nothing_after(people):
    first = page_by_key(people, after="", size=4, order=("name",))
    assert (first.previous, bool(first.next)) == ("", True)
    last = walk(people, ("name",), 4)[1]
    assert (bool(last.previous), last.next) == (True, "")


def test_list_that_fits_one_page_has_no_neighbours(people):
    page = page_by_key(people, after="", size=11, order=("pk",))
    assert (page.previous, page.next) == ("", "")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "W10",
        "bnVsbA",
        "eyJhIjoxfQ",
        "WyJmIiwxXQ",
        "WyJmIiwieCIsInkiXQ",
        "WyJmIixbMV0sMV0",
        "é",
        "a" * 9000,
        "WyJmIixJbmZpbml0eSxJbmZpbml0eV0",
    ],
)
def test_cursor_we_cannot_read_is_the_first_page(people, cursor):
    page = page_by_key(people, after=cursor, size=3, order=("last_login", "pk"))
    assert page.rows == in_order(people, ("last_login", "pk"))[:3]


def test_row_that_went_away_meanwhile_loses_nobody_their_place(people):
    page = page_by_key(people, after="", size=3, order=("name",))
    others = people.exclude(pk=page.rows[-1].pk)
    following = page_by_key(others, after=page.next, size=3, order=("name",))
    assert following.rows == in_order(others, ("name",))[2:5]


def test_page_whose_rows_all_went_away_is_the_first_page(people):
    page = page_by_key(people, after="", size=5, order=("pk",))
    those_left = people.filter(pk__in=[row.pk for row in page.rows])
    assert page_by_key(those_left, after=page.next, size=5, order=("pk",)).rows == page.rows


def test_order_may_be_by_something_worked_out(people):
    worked_out = people.annotate(plain=Lower("name"))
    met, _ = walk(worked_out, ("-plain",), 2)
    assert [row.name for row in met] == sorted((row.name for row in people), reverse=True)


def test_rows_may_be_dictionaries(people):
    met, _ = walk(people.values("pk", "name"), ("name", "pk"), 2)
    assert len(met) == len(SEEN)


def test_a_page_is_one_question_and_counts_nothing(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_by_key(people, after="", size=3, order=("pk",))


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("name", ["Ash", "Birch", "Nobody"])
def test_a_list_of_wide_rows_knows_on_its_first_page_how_many_the_narrowing_leaves(people, order, name):
    narrowed = people.filter(name=name)
    first = page_by_key(narrowed, after="", size=3, order=order, whole=people, is_counted=True)
    assert first.rows == in_order(narrowed, order)[:3]
    assert first.total == narrowed.count()
    if first.next:
        second = page_by_key(narrowed, after=first.next, size=3, order=order, whole=people, is_counted=True)
        assert second.rows == in_order(narrowed, order)[3:6]
        assert second.total is None


@pytest.mark.parametrize("key", [[None], ["\0"], ["\ud800"], [{"a": 1}]])
def test_cursor_that_no_column_can_hold_shows_the_first_page(people, key):
    cursor = base64.urlsafe_b64encode(json.dumps(["f", *key, 1]).encode()).decode()
    first, asked = (page_by_key(people, after=after, size=3, order=("name", "pk")).rows for after in ("", cursor))
    assert [row.pk for row in asked] == [row.pk for row in first]
