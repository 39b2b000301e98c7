"""Reading and comparing take seconds, so no transaction is open meanwhile: nobody else who saves waits for them."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from towpath.plans.models import Plan
from towpath.plans.services import comparing
from towpath.plans.services.comparing import compare_with, comparison_of
from towpath.records.files_read import ReadInTransactionError
from towpath.records.holding import ChangedMeanwhile
from towpath.sources import services
from towpath.sources.services import arrivals, drafting, pairing
from towpath.sources.tests.trackers import changed, coordinator_of, saved, tracker, uploaded

pytestmark = pytest.mark.django_db

# Every door by which this room has a document read or compared: module, name.
DOORS = (
    (arrivals, "read_arriving"),
    (drafting, "read_document"),
    (drafting, "read_plan"),
    (pairing, "read_plan"),
    (comparing, "compare_plans"),
)


@pytest.fixture
def passed(monkeypatch):
    """What was read or compared, and whether a transaction was open inside that of the test."""
    seen, own = [], len(connection.savepoint_ids)
    for module, name in DOORS:
        monkeypatch.setattr(module, name, watched(getattr(module, name), name, seen, own))
    forget_drafts()
    return seen


def watched(door, name, seen, own):
    def through(*args, **kwargs):
        seen.append((name, len(connection.savepoint_ids) > own))
        return door(*args, **kwargs)

    return through


def forget_drafts():
    """As in another process, which has read none of these documents yet."""
    drafting._draft.cache_clear()
    drafting._document.cache_clear()


def test_a_document_is_uploaded_saved_and_brought_up_to_date_without_being_read_in_a_transaction(passed):
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    newer = uploaded(user, tracker(changed("Ordered.", "Delivered.")), "newer.csv")
    assert newer.compares_with == plan
    keys = compare_with(plan, services.draft_of(newer)).keys
    forget_drafts()
    services.apply_revision(actor=user, reading=newer, version=newer.version, plan_version=plan.version, accepted=keys)
    assert {name for name, _ in passed} == {"read_arriving", "read_document", "read_plan", "compare_plans"}
    assert not [name for name, is_open in passed if is_open]


def test_the_command_reads_before_it_keeps_anything(passed, tmp_path):
    user = coordinator_of()
    file = tmp_path / "plan.csv"
    file.write_bytes(tracker())
    call_command("read_plan", str(file), "--as", user.email)
    assert Plan.objects.count() == 1
    assert not [name for name, is_open in passed if is_open]


def test_the_watch_fires_on_a_reading_inside_a_transaction(passed):
    with transaction.atomic(), pytest.raises(ReadInTransactionError):
        services.arrive(tracker(), "tracker.csv")
    assert ("read_arriving", True) in passed


def test_what_changed_between_comparing_and_saving_is_not_overwritten():
    """Somebody amends an action after the document was compared and before the plan is held."""
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    newer = uploaded(user, tracker(changed("Ordered.", "Delivered.")), "newer.csv")
    keys = compare_with(plan, services.draft_of(newer)).keys
    comparison = comparison_of(plan, services.draft_of(newer))
    action = plan.actions.first()
    action.version += 1
    action.text = "Train reception staff everywhere"
    action.save()
    with pytest.raises(ChangedMeanwhile):
        services.apply_revision(
            actor=user, reading=newer, version=newer.version, plan_version=plan.version, accepted=keys,
            comparison=comparison,
        )  # fmt: skip
    action.refresh_from_db()
    assert action.text == "Train reception staff everywhere"


def test_columns_corrected_between_reading_and_saving_are_looked_at_again():
    user = coordinator_of()
    reading = uploaded(user)
    seen = reading.version
    columns = list(reading.mapping.columns)
    services.correct_mapping(actor=user, reading=reading, version=seen, columns=columns, scheme=reading.scheme)
    with pytest.raises(ChangedMeanwhile):
        saved(user, reading, version=seen + 1)
    assert not Plan.objects.exists()
