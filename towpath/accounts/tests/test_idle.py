"""A session ends an hour after its last use, and what was being typed is there on return."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts.models import Draft
from towpath.accounts.tests.ways_in import is_signed_in, sign_in_by_password, text_of
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import now
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    return time_machine


@pytest.fixture
def ada(client, clock):
    """An administrator who is signed in and has a page open."""
    ada = person_with(Role.ADMINISTRATOR)
    sign_in_by_password(client, ada.email)
    client.get(form_of(ada))
    return ada


def form_of(administrator):
    return reverse("invite", args=[Partnership.objects.administered_by(administrator).get().pk])


def wait(clock, **duration):
    clock.move_to(now() + timedelta(**duration), tick=False)


TYPED = {"name": "Bea Newcomer", "email": "bea@example.org", "started_on_day": "1", "started_on_month": "April"}


def test_session_goes_on_for_an_hour_after_the_last_use(client, ada, clock):
    wait(clock, minutes=59)
    assert client.get(reverse("people")).status_code == 200
    wait(clock, minutes=59)
    assert client.get(reverse("people")).status_code == 200


def test_session_ends_after_an_hour_without_use_and_leads_back(client, ada, clock):
    wait(clock, minutes=61)
    answer = client.get(reverse("people") + "?name=bea")
    assert answer["Location"] == "/sign-in/?next=/people/%3Fname%3Dbea"
    assert not is_signed_in(client)
    assert "You were signed out after 60 minutes without use." in text_of(client.get(answer["Location"]))


def test_end_is_recorded(client, ada, clock):
    wait(clock, minutes=61)
    client.get(reverse("people"))
    assert Entry.objects.filter(event=Event.SESSION_ENDED_IDLE, actor_key=str(ada.pk)).count() == 1


def test_typing_sent_after_the_end_is_there_after_signing_in(client, ada, clock):
    wait(clock, minutes=61)
    answer = client.post(form_of(ada), TYPED)
    assert "what you typed is kept" in text_of(client.get(answer["Location"]))
    back = sign_in_by_password(client, ada.email, next=form_of(ada))["Location"]
    page = client.get(back)
    assert 'value="Bea Newcomer"' in page.content.decode()
    assert 'value="April"' in page.content.decode()
    assert "You typed this on 2 March 2026 at 10:01am. It is not saved yet." in text_of(page)


def test_nothing_sent_after_the_end_is_saved(client, ada, clock):
    wait(clock, minutes=61)
    client.post(form_of(ada), {**TYPED, "started_on_year": "2026", "role": "auditor"})
    assert not Entry.objects.filter(event=Event.PERSON_INVITED).exists()


def test_another_person_on_the_same_machine_never_sees_the_typing(client, ada, clock):
    wait(clock, minutes=61)
    client.post(form_of(ada), TYPED)
    bea = person_with(Role.ADMINISTRATOR, partnership=Partnership.objects.administered_by(ada).get())
    sign_in_by_password(client, bea.email)
    assert "Bea Newcomer" not in client.get(form_of(ada)).content.decode()


def test_draft_is_gone_once_the_page_is_saved(client, ada, clock):
    wait(clock, minutes=61)
    client.post(form_of(ada), TYPED)
    sign_in_by_password(client, ada.email)
    client.post(form_of(ada), {**TYPED, "started_on_year": "2026", "role": "auditor"})
    assert not Draft.objects.exists()


def test_form_sent_to_another_address_is_kept_for_the_page_it_stood_on(client, ada, clock):
    wait(clock, minutes=61)
    stood_on = "/actions/7/?from=board"
    answer = client.post(form_of(ada), TYPED, headers={"referer": f"http://testserver{stood_on}"})
    assert answer["Location"] == "/sign-in/?next=/actions/7/%3Ffrom%3Dboard"
    assert Draft.objects.get().path == "/actions/7/"


def test_address_of_another_site_is_not_led_back_to(client, ada, clock):
    wait(clock, minutes=61)
    answer = client.post(form_of(ada), TYPED, headers={"referer": "http://evil.example/actions/7/"})
    assert "evil" not in answer["Location"]
    assert Draft.objects.get().path == form_of(ada)


def test_passwords_tokens_and_files_are_never_kept(client, ada, clock, tmp_path):
    wait(clock, minutes=61)
    (tmp_path / "evidence.txt").write_text("what the file holds")
    with (tmp_path / "evidence.txt").open() as file:
        client.post(form_of(ada), {**TYPED, "password1": "s3cret", "csrfmiddlewaretoken": "token", "evidence": file})
    assert Draft.objects.get().typed.keys() == TYPED.keys()


def test_page_about_sign_in_keeps_nothing(client, ada, clock):
    wait(clock, minutes=61)
    client.post(reverse("account_reauthenticate"), {"password": "s3cret", "note": "typed"})
    assert not Draft.objects.exists()


def test_typing_of_more_than_100_kb_is_not_kept_and_nothing_breaks(client, ada, clock):
    wait(clock, minutes=61)
    answer = client.post(form_of(ada), {"name": "a" * 100_001})
    assert "what you typed is kept" not in text_of(client.get(answer["Location"]))
    assert not Draft.objects.exists()


def test_typing_sent_by_the_script_after_the_end_is_kept(client, ada, clock):
    wait(clock, minutes=61)
    sent = {"path": form_of(ada), "typed": {"name": "Bea Newcomer"}}
    answer = client.post(reverse("drafts"), sent, content_type="application/json")
    assert answer.status_code == 401
    assert Draft.objects.get().typed == {"name": ["Bea Newcomer"]}


def test_form_without_its_token_plants_no_draft(ada, clock, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    wait(clock, minutes=61)
    assert strict.post(form_of(ada), TYPED).status_code == 403
    assert not Draft.objects.exists()


def test_last_use_is_written_once_a_minute_at_most(client, ada, clock):
    session = Session.objects.get(pk=client.session.session_key)
    wait(clock, seconds=30)
    client.get(reverse("people"))
    assert Session.objects.get(pk=session.pk).session_data == session.session_data
    wait(clock, seconds=31)
    client.get(reverse("people"))
    assert Session.objects.get(pk=session.pk).session_data != session.session_data
