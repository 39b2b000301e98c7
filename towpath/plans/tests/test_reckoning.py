"""Working dates in the database agree with what the deadline itself says, on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towpath.access.roles import Role
from towpath.foundation import clock
from towpath.foundation.deadlines import Standing, standing
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action
from towpath.plans.services.amending import amend_plan
from towpath.plans.tests.builders import action_draft, action_with, plan_with
from towpath.records.reckoning import reckon_all

pytestmark = pytest.mark.django_db

WORDS = [
    "Annually from 2015-2020", "Annually from 2016/17", "By 2026/27", "By Sep 2015", "2016/17 onwards",
    "Design by 2025/26 delivery annually henceforth", "Lobby to start 15/16", "Throughout the life of the strategy",
    "Within 3 months", "Ongoing", "Quarterly", "N/A", "31/03/2027", "Apr-27", "", "when the moon is blue",
    "every working day", "Completed March 2027", "3 months prior to contract end",
]  # fmt: skip


def at_noon(day: date) -> clock.datetime:
    return clock.midnight(day) + timedelta(hours=12)


@given(
    day=st.dates(date(2021, 1, 1), date(2030, 12, 31)),
    later=st.integers(0, 800),
    base=st.one_of(st.none(), st.dates(date(2014, 1, 1), date(2030, 1, 1))),
)
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
def test_what_is_overdue_in_the_database_is_what_the_deadlines_call_overdue(
    day: date, later: int, base: date | None
) -> None:
    with clock.at(at_noon(day)):
        plan = plan_with(
            *(action_draft(f"Action {n}", deadline=words) for n, words in enumerate(WORDS)), base_date=base
        )
    asked = day + timedelta(days=later)
    with clock.at(at_noon(asked)):
        reckon_all()
    actions = plan.actions.all()
    stands = {a.pk: standing(a.deadline, base, asked, is_done=False) for a in actions}
    for group, kind in (
        (actions.overdue_at(asked), Standing.OVERDUE),
        (actions.due_soon_at(asked), Standing.DUE_SOON),
    ):
        assert {a.pk for a in group} == {pk for pk, found in stands.items() if found is kind}
    undated = {pk for pk, found in stands.items() if found is Standing.NO_BASE_DATE}
    assert {a.pk for a in actions.filter(actions.model.is_undated(asked))} == undated


def test_a_base_date_dates_what_was_undated_and_is_printed_beside_it() -> None:
    plan = plan_with(action_draft(deadline="Within 3 months"))
    action = plan.actions.get()
    assert (action.due_on, action.lacks_base) == (None, True)
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    amend_plan(
        actor=coordinator,
        plan=plan,
        version=1,
        title=plan.title,
        source=plan.source,
        base_date=date(2026, 1, 31),
    )
    action.refresh_from_db()
    assert (action.due_on, action.lacks_base) == (date(2026, 4, 30), False)


def test_what_was_derived_while_the_clock_stood_ahead_is_put_right_in_the_next_round() -> None:
    """Every kind of deadline: dates moved on too far, and those that the clock made overdue."""
    here, ahead = at_noon(date(2026, 3, 10)), at_noon(date(2027, 8, 1))
    with clock.at(here):
        plan = plan_with(*(action_draft(f"Action {words}", deadline=words) for words in WORDS), base_date=None)
        right = list(plan.actions.order_by("pk").values_list("due_on", "overdue_after", "lacks_base"))
    with clock.at(ahead):
        assert reckon_all() > 0
    assert list(plan.actions.order_by("pk").values_list("due_on", "overdue_after", "lacks_base")) != right
    with clock.at(here):
        assert reckon_all() > 0
        assert list(plan.actions.order_by("pk").values_list("due_on", "overdue_after", "lacks_base")) == right
        assert reckon_all() == 0


def test_a_date_that_somebody_spoilt_in_the_table_is_derived_anew() -> None:
    plan = plan_with(action_draft(deadline="31 March 2027"), action_draft("Another", deadline="Ongoing"))
    plan.actions.update(due_on=date(1999, 1, 1), lacks_base=True)
    assert reckon_all() == 2
    assert sorted(map(str, plan.actions.values_list("due_on", flat=True))) == ["2027-03-31", "None"]


@pytest.mark.parametrize("words", ["Within 3 months of the end", "6 months after contract signature"])
def test_what_is_counted_from_another_event_is_never_dated_by_the_plan(words) -> None:
    action = action_with(deadline=words, base_date=date(2020, 1, 1))
    assert (action.due_on, action.overdue_after, action.lacks_base) == (None, None, True)
    assert not Action.objects.overdue_at(date(2030, 1, 1)).exists()


@pytest.mark.parametrize("words", ["To be completed by March 2027", "Complete by end of Q4 2026/27"])
def test_a_promise_to_complete_is_due(words) -> None:
    action = action_with(deadline=words)
    assert (action.due_on, action.is_done) == (date(2027, 3, 31), False)
