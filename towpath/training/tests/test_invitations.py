"""Invitations: a calendar file that says nothing of what the training is about."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from icalendar import Calendar

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import signed_in
from towpath.programmes.tests.builders import manager_of
from towpath.training.kinds import SessionKind
from towpath.training.models import SessionState
from towpath.training.policies import may_take_invitation
from towpath.training.services.sessions import move_session
from towpath.training.tests.session_builders import planned, session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def coming(**more):
    return planned(signed_up(), starts_at=time(13), place="Mill Lane Library", **more)


def taken(session):
    answer = signed_in(manager_of(session.site.programme.partnership)).get(f"/sessions/{session.pk}/invitation/")
    return answer, Calendar.from_ical(answer.content).walk("VEVENT")[0]


def test_it_holds_the_time_the_length_and_the_place():
    session = coming(held_on=date(2027, 7, 1), minutes=90)
    answer, entry = taken(session)
    assert answer["Content-Type"].startswith("text/calendar")
    assert entry["SUMMARY"] == "Training session"
    assert entry["LOCATION"] == "Mill Lane Library"
    assert entry.decoded("DTSTART").isoformat() == "2027-07-01T13:00:00+01:00"
    assert entry.decoded("DTEND") - entry.decoded("DTSTART") == timedelta(minutes=90)
    assert Entry.objects.get(event=Event.INVITATION_EXPORTED).subject_key == str(session.pk)


@pytest.mark.parametrize("kind", SessionKind)
def test_nothing_in_it_says_what_the_training_is_about(kind):
    session = coming(
        kind=kind, counts_as=SessionKind.CLINICAL_1 if kind is SessionKind.CATCH_UP else None, note="Domestic abuse"
    )
    answer, _ = taken(session)
    said = answer.content.decode().lower()
    for word in ("abuse", "iris", "clinical", "programme", "violence", session.site.programme.name.lower()):
        assert word not in said


def test_a_changed_session_replaces_the_entry_and_a_cancelled_one_strikes_it_out():
    session = coming()
    _, first = taken(session)
    actor = manager_of(session.site.programme.partnership)
    move_session(actor=actor, session=session, version=session.version, state=SessionState.CANCELLED)
    _, second = taken(session)
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert (first["STATUS"], second["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_two_sessions_are_two_entries():
    assert taken(coming())[1]["UID"] != taken(coming())[1]["UID"]


@pytest.mark.parametrize(
    ("session", "reason"),
    [
        (lambda: planned(signed_up()), "The session has no time yet"),
        (lambda: session_for(signed_up(), starts_at=time(13)), "This session was held already"),
    ],
)
def test_a_session_without_a_time_or_held_already_has_none_and_says_why(session, reason):
    session = session()
    verdict = may_take_invitation(manager_of(session.site.programme.partnership), session)
    assert not verdict
    assert verdict.reason.startswith(reason)
    answer = signed_in(manager_of(session.site.programme.partnership)).get(f"/sessions/{session.pk}/invitation/")
    assert answer.status_code == 403
    assert reason in answer.content.decode()
    assert not Entry.objects.filter(event=Event.INVITATION_EXPORTED).exists()


def test_a_session_of_another_partnership_is_not_found():
    session = coming(held_on=today() + timedelta(days=3))
    client = signed_in(person_with(Role.PROGRAMME_MANAGER))
    assert client.get(f"/sessions/{session.pk}/invitation/").status_code == 404


def test_a_stranger_is_told_why_and_nothing_is_recorded():
    with pytest.raises(PermissionDenied, match="Only people who see this session"):
        may_take_invitation(person_with(Role.PROGRAMME_MANAGER), coming()).require()
    assert not Entry.objects.filter(event=Event.INVITATION_EXPORTED).exists()


def test_a_sessions_page_offers_it_before_the_day():
    session = coming()
    page = signed_in(manager_of(session.site.programme.partnership)).get(f"/sessions/{session.pk}/").content.decode()
    assert f"/sessions/{session.pk}/invitation/" in page
