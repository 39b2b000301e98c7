"""Recording who came by hand, as people meet it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import post_at
from towpath.training.models import Attendance, Learner, SessionState
from towpath.training.tests.session_builders import planned, session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]
JUNE = date(2021, 6, 1)


@pytest.fixture
def sign_up():
    return signed_up(practice=practice_named("Lock Cottage Surgery"))


@pytest.fixture
def educator(client, sign_up):
    client.force_login(post_at(sign_up.site).person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(session):
    return reverse("training:record_attendance", args=[session.pk])


def sent(session, *rows, numbers=None, more=None, is_nobody=False):
    """What the page sends for the first practice: rows of (name, staff group, e-mail), and numbers by staff group."""
    (sign_up,) = session.practices.all()
    data = {"version": session.version, f"rows-{sign_up.pk}": max(len(rows), 5)}
    for at, row in enumerate(rows, start=1):
        for name, value in zip(("name", "staff_group", "email"), row, strict=True):
            data[f"person-{sign_up.pk}-{at}-{name}"] = value
    data |= {f"counts-{sign_up.pk}-{group}": count for group, count in (numbers or {}).items()}
    data |= {"is_nobody": "on"} if is_nobody else {}
    return data | ({"more": sign_up.pk} if more else {})


def test_educator_records_names_and_numbers(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    rows = [("Ann Lee", "gp", "ann@example.org"), ("", "", ""), ("Bo Kay", "nurse", "")]
    answer = educator.post(address(session), sent(session, *rows, numbers={"reception": "3"}), follow=True)
    assert "Attendance of 5 people saved." in answer.content.decode()
    session.refresh_from_db()
    assert (session.state, session.people) == (SessionState.HELD, 5)


def test_more_rows_keep_the_typing_and_save_nothing(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    rows = [("Ann Lee", "", ""), ("Ann Lee", "gp", "")]
    answer = educator.post(address(session), sent(session, *rows, numbers={"nurse": "x"}, more=True))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert shown.count('value="Ann Lee"') == 2
    assert 'value="x"' in shown
    assert f"person-{sign_up.pk}-10-name" in shown
    assert f"person-{sign_up.pk}-11-name" not in shown
    assert not Learner.objects.exists()


def test_what_is_wrong_stands_beside_its_row(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    rows = [("Ann Lee", "gp", ""), ("Ann Lee", "gp", ""), ("Bo Kay", "", "")]
    answer = educator.post(address(session), sent(session, *rows))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in shown.replace("\n", "")
    assert f'href="#id_person-{sign_up.pk}-2-name">Row 2 repeats Ann Lee, who is in row 1.' in shown
    assert f'href="#id_person-{sign_up.pk}-3-staff_group">Row 3: choose the staff group of Bo Kay.' in shown
    assert not Attendance.objects.exists()


def test_too_many_stand_beside_the_number(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    shown = educator.post(address(session), sent(session, numbers={"gp": "5"})).content.decode()
    assert f'href="#id_counts-{sign_up.pk}-gp">' in shown
    assert "had 4 of “GPs” on 1 June 2021" in shown
    assert reverse("practices:record_headcount", args=[sign_up.pk]) in shown


@pytest.mark.parametrize("typed", ["-1", "many", "1.5"])
def test_what_is_no_number_of_people_is_refused(typed, educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    assert educator.post(address(session), sent(session, numbers={"gp": typed})).status_code == 422


def test_page_shows_what_is_recorded_and_sent_back_unchanged_changes_nothing(educator, sign_up):
    session = session_for(sign_up, held_on=JUNE, names=["Ann Lee"], came={StaffGroup.NURSE: 2})
    Attendance.objects.update(minutes=55)
    shown = educator.get(address(session)).content.decode()
    assert 'value="Ann Lee"' in shown
    assert 'value="55"' in shown
    row = sent(session, ("Ann Lee", "gp", ""), numbers={"nurse": "2"})
    educator.post(address(session), row | {f"person-{sign_up.pk}-1-minutes": "55"})
    assert Attendance.objects.get().minutes == 55


def test_second_click_saves_nothing_again(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    data = sent(session, ("Ann Lee", "gp", ""), numbers={"nurse": "1"}) | {"form_token": "a-token-of-one-form"}
    for _ in range(2):
        assert educator.post(address(session), data).status_code == 302
    session.refresh_from_db()
    assert (session.version, session.people) == (2, 2)


def test_second_person_is_shown_what_the_first_recorded_and_loses_no_typing(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    first = sent(session, ("Ann Lee", "gp", ""))
    educator.post(address(session), first)
    answer = educator.post(address(session), sent(session, ("Bo Kay", "nurse", "")))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "What was saved while you were typing" in shown
    assert "Ann Lee" in shown
    assert 'value="Bo Kay"' in shown
    assert 'name="version" value="2"' in shown


def test_session_to_come_leads_back_with_the_reason(educator, sign_up):
    session = planned(sign_up, held_on=today() + timedelta(days=2))
    shown = educator.get(address(session), follow=True).content.decode()
    assert "record who came once it was held" in shown


def test_practice_of_another_session_cannot_be_slipped_in(educator, sign_up):
    session, other = planned(sign_up, held_on=JUNE), signed_up(sign_up.site)
    data = sent(session) | {f"rows-{other.pk}": 1, f"person-{other.pk}-1-name": "Ann Lee"}
    educator.post(address(session), data | {f"person-{other.pk}-1-staff_group": "gp"})
    assert not Learner.objects.exists()


def test_page_saved_untouched_makes_no_session_of_nobody(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    answer = educator.post(address(session), sent(session))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_is_nobody">Write who came, or how many.' in shown
    session.refresh_from_db()
    assert (session.state, session.is_counted) == (SessionState.PLANNED, False)


@pytest.mark.parametrize("said", [{"is_nobody": True}, {"numbers": {"gp": "0"}}])
def test_nobody_came_is_said_on_purpose_and_shown_as_a_count(said, educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    answer = educator.post(address(session), sent(session, **said), follow=True)
    shown = answer.content.decode()
    assert "That nobody came is saved." in shown
    assert "Nobody came." in shown
    assert "Amend the attendance" in shown
    session.refresh_from_db()
    assert (session.state, session.people, session.is_counted) == (SessionState.HELD, 0, True)
    assert "checked" in educator.get(address(session)).content.decode().split('id="id_is_nobody"')[1].split(">")[0]


def test_nobody_beside_a_name_is_asked_back_with_the_typing(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    shown = educator.post(address(session), sent(session, ("Ann Lee", "gp", ""), is_nobody=True)).content.decode()
    assert 'href="#id_is_nobody">“Nobody came” is ticked' in shown
    assert 'value="Ann Lee"' in shown


def test_a_session_held_and_not_counted_has_no_number_anywhere_and_waits_to_be_recorded(educator, sign_up):
    session = planned(sign_up, held_on=JUNE)
    educator.post(reverse("training:move_session", args=[session.pk]), {"version": 1, "state": "held"})
    shown = educator.get(reverse("training:session", args=[session.pk])).content.decode()
    assert "It is not recorded who came." in shown
    assert "Record who came" in shown
    assert "Together" not in shown
    assert "Not reported" in educator.get(reverse("training:sessions")).content.decode()
    assert "Not reported" in educator.get(reverse("practices:practice", args=[sign_up.practice.code])).content.decode()
    assert address(session) in educator.get("/").content.decode()
    educator.post(address(session), sent(session, is_nobody=True) | {"version": 2})
    assert address(session) not in educator.get("/").content.decode()
