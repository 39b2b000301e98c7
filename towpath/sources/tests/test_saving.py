"""A reading ends once: as a plan, as a plan brought up to date, or discarded; whole or not at all."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.documents.plan import PlanColumn
from towpath.foundation.clock import LONDON, at
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action, Plan
from towpath.plans.services.comparing import compare_with
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.sources import services
from towpath.sources.models import Reading, ReadingState
from towpath.sources.models.readings import STATES
from towpath.sources.services import saving
from towpath.sources.tests.trackers import (
    changed,
    coordinator_of,
    long_tracker,
    partnership_of,
    saved,
    tracker,
    uploaded,
)

pytestmark = pytest.mark.django_db


def apply(user: object, reading: Reading, accepted: object = None) -> Plan:
    plan = reading.compares_with
    keys = compare_with(plan, services.draft_of(reading)).keys if accepted is None else accepted
    return services.apply_revision(
        actor=user, reading=reading, version=reading.version, plan_version=plan.version, accepted=keys
    )


def test_a_saved_reading_is_the_whole_plan() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user), base_date=date(2026, 4, 1))
    assert [row.text for row in plan.recommendations.all()] == ["Practices should ask", "Landlords should act"]
    train, screen, write = plan.actions.all()
    assert [lead.agency.name for lead in train.leads.all()] == ["Health", "Police"]
    assert (train.rating, screen.rating, write.rating) == ("amber", "not-stated", "green")
    assert screen.due_on == date(2026, 7, 1)
    assert train.outcomes == ["Staff know what to do"]
    assert train.updates.get().figures.get().value == "12"
    assert plan.layout["columns"][4]["heading"] == "By when"


@pytest.mark.parametrize(("as_at", "due"), [(date(2026, 2, 1), date(2026, 3, 31)), (None, None)])
def test_what_a_document_says_is_done_is_asked_of_the_day_at_which_it_stands(as_at, due) -> None:
    user = coordinator_of()
    with at(datetime(2026, 6, 1, 9, tzinfo=LONDON)):
        plan = saved(user, uploaded(user, tracker(changed("By 2026/27", "Completed March 2026"))), as_at=as_at)
    assert plan.actions.first().due_on == due


def test_a_second_click_finds_the_first_ones_plan() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    assert saved(user, reading) == saved(user, reading)
    assert (Plan.objects.count(), Action.objects.count()) == (1, 3)


def test_the_saving_is_recorded_on_the_reading_and_on_the_plan() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    plan = saved(user, reading)
    last, before = Entry.objects.order_by("-number")[:2]
    assert {(last.event, last.subject_key), (before.event, before.subject_key)} == {
        ("plan_read_in", str(reading.pk)),
        ("plan_read_in", str(plan.pk)),
    }


def test_a_stranger_is_told_why_and_nothing_is_saved() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    for stranger in (person_with(Role.AUDITOR, partnership=partnership_of(user)), coordinator_of()):
        with pytest.raises(PermissionDenied, match="Only the partnership's coordinator"):
            saved(stranger, reading)
    assert not Plan.objects.exists()


def test_a_title_in_use_is_refused_and_the_reading_stays_open() -> None:
    user = coordinator_of()
    saved(user, uploaded(user))
    reading = uploaded(user, tracker(changed("Train", "Teach")))
    with pytest.raises(Refused):
        saved(user, reading)
    reading.refresh_from_db()
    assert (reading.is_open, Plan.objects.count()) == (True, 1)


def test_columns_corrected_since_are_shown_before_anything_is_saved() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    services.correct_mapping(
        actor=user, reading=reading, version=1, columns=reading.mapping.columns, scheme=reading.scheme
    )
    with pytest.raises(ChangedMeanwhile):
        saved(user, reading)
    assert not Plan.objects.exists()


def test_a_connection_lost_in_mid_save_leaves_nothing_and_a_retry_makes_one_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = coordinator_of()
    reading = uploaded(user)

    def lose_connection(*args: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as broken:
        broken.setattr(saving, "_end", lose_connection)
        with pytest.raises(OperationalError):
            saved(user, reading)
    assert not Plan.objects.exists()
    assert not Action.objects.exists()
    saved(user, reading)
    assert (Plan.objects.count(), Action.objects.count()) == (1, 3)


def test_a_plan_without_recommendations_stands_under_the_name_of_its_file() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user, tracker([("Train staff", "Health")], headings=("Action", "Lead"))))
    assert [one.text for one in plan.recommendations.all()] == ["tracker"]


def test_a_newer_copy_brings_the_plan_up_to_date_and_doubles_nothing() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    newer = uploaded(user, tracker(changed("Housing", "Council")))
    apply(user, newer)
    assert plan.actions.count() == 3
    assert [lead.agency.name for lead in plan.actions.last().leads.all()] == ["Council"]
    newer.refresh_from_db()
    assert (newer.state, newer.plan) == (ReadingState.SAVED, plan)


def test_a_second_click_on_bring_up_to_date_changes_nothing_more() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    newer = uploaded(user, tracker(changed("Housing", "Council")))
    assert apply(user, newer) == apply(user, newer, accepted=set())
    plan.refresh_from_db()
    assert plan.version == 2


def test_a_discarded_reading_is_never_saved_and_its_document_can_be_read_in_again() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    services.discard_reading(actor=user, reading=reading)
    with pytest.raises(Refused, match="read the document in again"):
        saved(user, reading)
    again = uploaded(user)
    assert again != reading
    assert saved(user, again).actions.count() == 3


def test_only_an_open_reading_has_anything_to_come() -> None:
    assert [state for state in ReadingState if STATES.after(state)] == [ReadingState.OPEN]


def test_the_database_itself_refuses_a_saved_reading_without_a_plan_and_a_second_open_one() -> None:
    reading = uploaded(coordinator_of())
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(state=ReadingState.SAVED)
    reading.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        reading.save(force_insert=True)


def test_a_column_chosen_by_a_person_is_read_as_they_say() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    columns = [*reading.mapping.columns[:5], PlanColumn.INDICATORS, *reading.mapping.columns[6:]]
    services.correct_mapping(actor=user, reading=reading, version=1, columns=columns, scheme=reading.scheme)
    reading.refresh_from_db()
    first = saved(user, reading).actions.first()
    assert (first.indicators, first.outcomes) == (["Staff know what to do"], [])


def test_a_thousand_actions_take_as_many_questions_of_the_database_as_a_handful_do(
    django_assert_max_num_queries: object,
) -> None:
    user = coordinator_of()
    reading = uploaded(user, long_tracker(1000))
    services.draft_of(reading)
    with django_assert_max_num_queries(120):
        plan = saved(user, reading)
    assert plan.actions.count() == 1000
