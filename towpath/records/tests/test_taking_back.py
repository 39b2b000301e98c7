"""What was recorded by mistake counts nowhere once it is taken back, and counts as before once it is put back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.foundation.clock import now
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import signed_up
from towpath.programmes.tests.builders import manager_of, post_at
from towpath.records import services
from towpath.records.holding import ChangedMeanwhile
from towpath.records.models import Act, Change, TakenBack, TakenBackRow
from towpath.records.set_aside import goes_with
from towpath.training.models import Support, SupportKind
from towpath.training.services import support as support_services

pytestmark = pytest.mark.django_db
DAY = date(2021, 5, 3)


@pytest.fixture
def visit():
    sign_up = signed_up()
    return support_services.record_support(
        actor=manager_of(sign_up.site.programme.partnership), sign_up=sign_up, kind=SupportKind.VISIT, given_on=DAY,
        hours=Decimal("15"), given_by=post_at(sign_up.site), note="First visit.",
    )  # fmt: skip


def manager(visit):
    return manager_of(visit.sign_up.site.programme.partnership)


def take_back(visit, **more):
    return services.take_back(**({"actor": manager(visit), "subject": visit, "reason": "Typed twice."} | more))


def whole(record):
    """Every column of a record as the database holds it."""
    return type(record)._base_manager.filter(pk=record.pk).values().get()


def test_taken_back_it_is_in_no_table_and_its_history_says_who_and_why(visit):
    taken = take_back(visit)
    assert not Support._base_manager.exists()
    assert taken.title.endswith("15 hours")
    acts = Change.objects.of(visit)
    assert [(one.act, one.made_by, one.reason) for one in acts] == [
        (Act.RECORDED, manager(visit), ""), (Act.TAKEN_BACK, manager(visit), "Typed twice."),
    ]  # fmt: skip
    assert Entry.objects.last().event == "taken_back"
    assert "Typed" not in str(Entry.objects.last().details)


def test_put_back_it_is_as_it_was_to_the_last_column(visit):
    before = whole(visit)
    taken = take_back(visit)
    services.put_back(actor=manager(visit), taken=taken, reason="It was right.")
    assert whole(visit) == before
    assert Change.objects.of(visit).last().act == Act.PUT_BACK


def test_it_can_be_taken_back_and_put_back_again_and_again(visit):
    for _ in range(3):
        services.put_back(actor=manager(visit), taken=take_back(visit), reason="Right after all.")
    assert Support.objects.count() == 1
    assert TakenBack.objects.still_out().count() == 0


def test_second_click_takes_nothing_more_back(visit):
    first = take_back(visit)
    assert take_back(visit) == first
    services.put_back(actor=manager(visit), taken=first, reason="Right.")
    services.put_back(actor=manager(visit), taken=first, reason="Right.")
    assert Support.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_happens(visit, reason):
    with pytest.raises(ValidationError, match="Say why"):
        take_back(visit, reason=reason)
    assert Support.objects.count() == 1


def test_stranger_is_told_why_and_nothing_happens(visit):
    with pytest.raises(PermissionDenied, match="people in post at this site"):
        take_back(visit, actor=person_with(Role.BOARD_MEMBER, partnership=visit.sign_up.site.programme.partnership))
    assert Support.objects.count() == 1


def test_what_somebody_corrected_meanwhile_is_looked_at_again_first(visit):
    support_services.correct_support(
        actor=manager(visit), support=visit, version=1, reason="A comma.", kind=SupportKind.VISIT, given_on=DAY,
        hours=Decimal("1.5"),
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        take_back(visit, version=1)
    take_back(visit, version=2)


def test_what_depends_on_it_is_named_and_stays(visit):
    with pytest.raises(ValidationError, match="1 support to a practice depends on it: take back or change that first"):
        goes_with(visit.given_by, ())


def test_columns_added_since_get_their_defaults_and_columns_gone_are_left_out(visit):
    """A format of contents is read for ever: as it was written, by the models of today."""
    (contents,) = serializers.serialize("python", [visit])
    del contents["fields"]["version"], contents["fields"]["note"]
    contents["fields"]["no_longer_a_column"] = 7
    Support.objects.filter(pk=visit.pk).delete()
    taken = TakenBack.objects.create(
        kind="training.support", key=visit.pk, title="Visit", owner_kind="practices.signup",
        owner_key=visit.sign_up_id, reason="Typed twice.", taken_back_at=now(),
    )  # fmt: skip
    TakenBackRow.objects.create(
        taken_back=taken, table_name="training_support", row_key=visit.pk, contents=contents
    )  # fmt: skip
    services.put_back(actor=manager(visit), taken=taken, reason="Right.")
    back = Support.objects.get(pk=visit.pk)
    assert (back.version, back.note, back.hours) == (1, "", Decimal(15))
