"""Promises: one meaning of overdue, due soon and undated for every kind, and one job that derives their dates."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation import clock
from towpath.foundation.deadlines import read_deadline
from towpath.foundation.deadlines.working import working_dates
from towpath.plans.models import Action
from towpath.plans.tests.builders import action_draft, action_with, plan_with
from towpath.programmes.models import Milestone
from towpath.programmes.tests.builders import milestone_of, programme_with
from towpath.records.promises import Promise
from towpath.records.reckoning import kinds_of_promises, reckon_again, reckon_all

DAY = date(2026, 3, 10)
NEVER = date(9999, 12, 31)
WORDS = (
    "by March 2027",
    "Quarterly",
    "within 3 months",
    "Annually from 2015-2020",
    "1 May 2026; then monthly",
    "Ongoing",
)


def an_action() -> Action:
    return action_with(deadline="Ongoing")


def a_milestone() -> Milestone:
    return milestone_of(programme_with(), "Ongoing")


KEPT: dict[Any, dict[str, Any]] = {an_action: {"is_done": True}, a_milestone: {"met_on": DAY}}


@pytest.mark.django_db
@pytest.mark.parametrize("make", KEPT)
@pytest.mark.parametrize(
    ("due_in", "lacks_base", "found"),
    [
        (-1, False, {"overdue"}),
        (0, False, {"due soon"}),
        (30, False, {"due soon"}),
        (31, False, set()),
        (None, False, set()),
        (None, True, {"undated"}),
        (-1, True, {"overdue", "undated"}),
    ],
)
def test_every_kind_means_the_same_by_overdue_due_soon_and_undated(make, due_in, lacks_base, found) -> None:
    promise = make()
    rows, due = type(promise).objects.filter(pk=promise.pk), None if due_in is None else DAY + timedelta(days=due_in)
    rows.update(due_on=due, overdue_after=due, lacks_base=lacks_base)

    def asked() -> set[str]:
        groups = {
            "overdue": rows.overdue_at(DAY), "due soon": rows.due_soon_at(DAY), "to keep": rows.to_keep_at(DAY),
            "undated": rows.filter(rows.model.is_undated(DAY)),
        }  # fmt: skip
        return {name for name, group in groups.items() if group.exists()}

    assert asked() == {*found, "to keep"}
    rows.update(**KEPT[make])
    assert asked() == set()


@pytest.mark.django_db
def test_a_milestone_met_later_was_to_be_kept_until_then() -> None:
    milestone = a_milestone()
    Milestone.objects.update(met_on=DAY, overdue_after=DAY - timedelta(days=10))
    assert list(Milestone.objects.overdue_at(DAY - timedelta(days=1))) == [milestone]
    assert not Milestone.objects.overdue_at(DAY).exists()


@given(
    words=st.sampled_from(WORDS),
    base=st.none() | st.dates(date(2014, 1, 1), date(2030, 1, 1)),
    day=st.dates(date(2014, 1, 1), date(2040, 1, 1)),
)  # fmt: skip
def test_nothing_is_overdue_while_it_is_still_due(words: str, base: date | None, day: date) -> None:
    """So that what is due soon need not be asked whether it is overdue."""
    worked = working_dates(read_deadline(words, day), base, day)
    assert not worked.overdue_after or worked.due_on <= worked.overdue_after
    assert not worked.due_on or worked.due_on <= (worked.overdue_after or NEVER)


def test_the_job_derives_the_dates_of_every_kind_of_promise() -> None:
    rows = {model for model in apps.get_models() if any(one.name == "deadline_words" for one in model._meta.fields)}
    assert set(kinds_of_promises()) == rows == {Action, Milestone}
    assert all(issubclass(model, Promise) for model in rows)


@pytest.mark.django_db
def test_one_job_puts_the_dates_of_every_kind_right_and_the_next_finds_none_wrong() -> None:
    with clock.at(clock.midnight(DAY)):
        plan = plan_with(action_draft(deadline="Quarterly"))
        milestone_of(programme_with(), "Quarterly")
    with clock.at(clock.midnight(date(2026, 5, 1))):
        assert [reckon_all(), reckon_all()] == [2, 0]
    dates = {plan.actions.get().due_on, Milestone.objects.get().due_on}
    assert dates == {date(2026, 6, 30)}


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks no rows.")
@pytest.mark.parametrize("make", KEPT)
def test_promises_are_locked_before_they_are_read(make) -> None:
    promise = make()
    with CaptureQueriesContext(connection) as captured:
        reckon_again(type(promise).objects.filter(pk=promise.pk))
    asked = [query["sql"] for query in captured]
    locked = next(place for place, sql in enumerate(asked) if "FOR UPDATE" in sql)
    read = next(place for place, sql in enumerate(asked) if "deadline_kept" in sql)
    assert locked < read
