"""Which rating an action carried on a day: rules as tables, totals as properties."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.ratings import COMPLETED_OR_ONGOING, NOT_STATED, RED_AMBER_GREEN
from towpath.foundation.ratings.history import Account, History, day_spoken_of, direction, shares_on

RED, AMBER, GREEN, COMPLETE = RED_AMBER_GREEN.ratings
EVERY_RATING = (*RED_AMBER_GREEN.ratings, NOT_STATED)
FIRST = date(2026, 1, 1)


def account(about: date, rating, *, entered: date | None = None, order: int = 1) -> Account:
    entered = entered or about
    return Account(about, datetime(entered.year, entered.month, entered.day, tzinfo=UTC), order, rating)


def test_nothing_is_known_before_the_first_account():
    history = History.of([account(date(2026, 4, 2), RED)])
    assert history.rating_on(date(2026, 4, 1)) == NOT_STATED
    assert history.rating_on(date(2026, 4, 2)) == RED


def test_an_account_entered_late_counts_from_the_day_it_is_about():
    late = account(date(2026, 6, 30), RED, entered=date(2026, 7, 9))
    assert History.of([account(date(2026, 5, 1), GREEN), late]).rating_on(date(2026, 6, 30)) == RED


def test_of_two_accounts_about_one_day_the_one_entered_later_counts():
    first, second = (account(FIRST, rating, order=order) for order, rating in enumerate((RED, GREEN), start=1))
    assert History.of([second, first]).rating_on(FIRST) == GREEN


def test_an_account_without_a_rating_leaves_the_one_before_it():
    history = History.of([account(FIRST, AMBER), account(FIRST + timedelta(9), None)])
    assert history.rating_on(FIRST + timedelta(9)) == AMBER


def test_a_rating_withdrawn_by_a_person_is_withdrawn():
    history = History.of([account(FIRST, AMBER), account(FIRST + timedelta(9), NOT_STATED)])
    assert history.rating_on(FIRST + timedelta(9)) == NOT_STATED


@pytest.mark.parametrize(
    ("as_of", "counts_from"),
    [(None, date(2026, 5, 5)), (date(2026, 3, 31), date(2026, 3, 31)), (date(2026, 6, 30), date(2026, 5, 5))],
)
def test_no_account_speaks_of_a_day_after_it_was_entered(as_of, counts_from):
    assert day_spoken_of(as_of, date(2026, 5, 5)) == counts_from


@pytest.mark.parametrize(
    ("then", "now", "called"),
    [
        (AMBER, AMBER, "No change"),
        (AMBER, GREEN, "Better"),
        (GREEN, COMPLETE, "Better"),
        (GREEN, RED, "Worse"),
        (COMPLETE, AMBER, "Worse"),
        (NOT_STATED, RED, "First rating"),
        (AMBER, NOT_STATED, "No longer stated"),
        (NOT_STATED, NOT_STATED, "No change"),
    ],
)
def test_what_a_change_is_called(then, now, called):
    assert direction(RED_AMBER_GREEN, then, now) == called


def test_schemes_of_words_have_a_direction_too():
    not_started, completed = (COMPLETED_OR_ONGOING.rating(slug) for slug in ("not-started", "completed"))
    assert direction(COMPLETED_OR_ONGOING, not_started, completed) == "Better"


days = st.integers(0, 800).map(lambda number: FIRST + timedelta(days=number))
accounts = st.builds(account, days, st.sampled_from([*EVERY_RATING, None]), entered=days, order=st.integers(1, 99))
histories = st.lists(st.lists(accounts, max_size=6).map(History.of), max_size=12)


@given(histories, days)
def test_the_shares_always_add_up_to_the_actions(plan, on_day):
    shares = shares_on(plan, on_day, RED_AMBER_GREEN)
    assert sum(shares) == len(plan)
    assert len(shares) == len(EVERY_RATING)


@given(histories, days)
def test_what_one_quarter_ends_with_the_next_begins_with(plan, last_day):
    first_day = last_day + timedelta(days=1)
    for history in plan:
        if not history.between(first_day, first_day):
            assert history.rating_on(first_day) == history.rating_on(last_day)


@given(st.lists(accounts, max_size=6), days)
def test_a_rating_moves_only_where_an_account_speaks_of_the_time_between(given_accounts, day_before):
    history, day_after = History.of(given_accounts), day_before + timedelta(days=91)
    told = history.between(day_before + timedelta(days=1), day_after)
    if history.rating_on(day_before) != history.rating_on(day_after):
        assert any(account.rating for account in told)


@given(st.lists(accounts, max_size=6), days)
def test_the_order_in_which_accounts_are_found_changes_nothing(given_accounts, on_day):
    as_placed = sorted(given_accounts, key=lambda account: account.place)
    unlike = {account.place for account in given_accounts}
    if len(unlike) == len(given_accounts):
        assert History.of(reversed(as_placed)).rating_on(on_day) == History.of(as_placed).rating_on(on_day)
