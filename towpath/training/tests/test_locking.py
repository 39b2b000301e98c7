"""What is derived holds what it rests on first and reads it after, and everybody locks in one order: on PostgreSQL."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from towpath.documents.attendance.tests.making import exported, sections
from towpath.foundation.staff import StaffGroup
from towpath.plans.services.rating import rate_document_again
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.test_current_rating import taken_in
from towpath.practices.services.register import merge_practices
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import manager_of
from towpath.records.reckoning import reckon_again
from towpath.training.services.arrived import read_attendance
from towpath.training.services.attaining import attain
from towpath.training.services.learners import Attendee
from towpath.training.services.taking_in import TakenIn, take_in_attendance
from towpath.training.tests.session_builders import planned

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time as it is."),
]
LOCKS = ("FOR UPDATE", "FOR NO KEY UPDATE")


def asked(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in captured.captured_queries]


def locks(captured: CaptureQueriesContext) -> list[str]:
    """The statements that lock, in their order."""
    return [sql for sql in asked(captured) if any(lock in sql for lock in LOCKS)]


def test_a_file_of_attendance_locks_the_site_before_the_session():
    sign_up = signed_up()
    session, arrived = planned(sign_up, held_on=date(2024, 4, 23)), read_attendance(exported(sections()), "meeting.csv")
    people = [Attendee(sign_up, one.name, StaffGroup.GP, one.email, one.minutes, one.row) for one in arrived.people]
    taken = TakenIn(arrived.name, arrived.sha256, arrived.meeting, len(people), tuple(people))
    actor = manager_of(session.site.programme.partnership)
    with CaptureQueriesContext(connection) as captured:
        take_in_attendance(actor=actor, session=session, version=session.version, taken=taken)
    site, held = (next(place for place, sql in enumerate(locks(captured)) if f'FROM "{table}"' in sql)
                  for table in ("programmes_site", "training_session"))  # fmt: skip
    assert site < held


def test_practices_that_hand_training_on_are_held_at_once_and_read_after():
    into, first = signed_up(), None
    first = signed_up(into.site, practice=practice_named("Merged Surgery", code="Y00009"))
    actor = manager_of(into.site.programme.partnership)
    merge_practices(actor=actor, practice=first.practice, into=into.practice, happened_on=date(2026, 1, 1))
    with CaptureQueriesContext(connection) as captured:
        attain([first])
    (lock,) = locks(captured)
    assert str(into.pk) in lock.partition(" IN ")[2]
    assert "EXISTS" not in lock
    assert asked(captured).index(lock) < next(
        place for place, sql in enumerate(asked(captured)) if "training_attendance" in sql
    )


def test_actions_are_held_before_their_dates_and_ratings_are_derived():
    plan = taken_in(action_draft(rating="amber"), as_at=date(2026, 3, 1))
    for derive, subject in ((rate_document_again, plan.documents.get()), (reckon_again, plan.actions.all())):
        with CaptureQueriesContext(connection) as captured:
            derive(subject)
        lock, *_ = locks(captured)
        read = next(place for place, sql in enumerate(asked(captured)) if '"plans_action"."is_done"' in sql)
        assert '"plans_action"' in lock
        assert asked(captured).index(lock) < read
