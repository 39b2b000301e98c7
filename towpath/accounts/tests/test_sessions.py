"""How long a session lasts, which ones a person has open, and what ends them."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from towpath.accounts.tests.test_signing_in import reset_password
from towpath.accounts.tests.ways_in import (
    app_code,
    ask_for_code,
    emailed_code,
    is_signed_in,
    set_up_app,
    sign_in_by_password,
    text_of,
    type_app_code,
    type_emailed_code,
)
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import now
from towpath.partners.tests.builders import PASSWORD, person

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEW = "heron lamp quarry teaspoon"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    return time_machine


@pytest.fixture
def ada():
    return person()


def signed_in(ada, address="192.0.2.1", **headers):
    client = Client(REMOTE_ADDR=address, **headers)
    sign_in_by_password(client, ada.email)
    assert is_open(client)
    return client


def is_open(client):
    return client.get(reverse("open_sessions")).status_code == 200


def wait(clock, **duration):
    clock.move_to(now() + timedelta(**duration), tick=False)


def test_a_session_ends_twelve_hours_after_signing_in_however_much_it_is_used(ada, clock):
    client = signed_in(ada)
    for _ in range(24):
        wait(clock, minutes=30)
        assert is_open(client)
    wait(clock, minutes=1)
    answer = client.get("/account/", follow=True)
    assert "You were signed out 12 hours after you signed in." in text_of(answer)
    assert not is_signed_in(client)
    assert Entry.objects.filter(event=Event.SESSION_ENDED_OLD, subject_key=str(ada.pk)).count() == 1


def by_password(client, ada, **more):
    return sign_in_by_password(client, ada.email, **more)


def by_code(client, ada, **more):
    client.post("/sign-in/code/", {"email": ada.email, **more})
    return type_emailed_code(client, emailed_code())


@pytest.mark.parametrize("sign_in", [by_password, by_code])
@pytest.mark.parametrize("stays", [False, True])
def test_the_cookie_ends_with_the_browser_unless_its_person_asked_otherwise(client, ada, sign_in, stays):
    answer = sign_in(client, ada, **({"remember": "on"} if stays else {}))
    assert is_signed_in(client)
    cookie = answer.cookies[configured.SESSION_COOKIE_NAME]
    assert bool(cookie["max-age"]) is stays
    again = client.get(reverse("open_sessions")).cookies.get(configured.SESSION_COOKIE_NAME)
    assert again is None or bool(again["max-age"]) is stays


def test_asking_to_stay_once_is_not_asking_for_ever(client, ada):
    sign_in_by_password(client, ada.email, remember="on")
    client.post("/sign-out/")
    cookie = by_code(client, ada).cookies[configured.SESSION_COOKIE_NAME]
    assert not cookie["max-age"]


def test_a_person_sees_where_they_are_signed_in(ada, clock):
    here = signed_in(ada, HTTP_USER_AGENT=FIREFOX)
    wait(clock, minutes=20)
    signed_in(ada, "192.0.2.2")
    signed_in(person(), "192.0.2.3")
    shown = text_of(here.get(reverse("open_sessions")))
    assert "Firefox on Windows 192.0.2.1 2 March 2026 at 9:00am" in shown
    assert "You are here" in shown
    assert "An unknown device 192.0.2.2 2 March 2026 at 9:20am 2 March 2026 at 9:20am End" in shown
    assert "192.0.2.3" not in shown


def test_a_session_that_is_over_is_not_shown(ada, clock):
    signed_in(ada, "192.0.2.2")
    wait(clock, minutes=61)
    assert "192.0.2.2" not in text_of(signed_in(ada).get(reverse("open_sessions")))


def keys_shown(client):
    page = client.get(reverse("open_sessions")).content.decode()
    return re.findall(r"/account/sessions/(\d+)/end/", page)


def test_one_session_is_ended_and_the_others_go_on(ada):
    here, lost, other = signed_in(ada), signed_in(ada, "192.0.2.2"), signed_in(ada, "192.0.2.3")
    _, older = keys_shown(here)
    here.post(reverse("end_session", args=[older]))
    assert [is_open(one) for one in (here, lost, other)] == [True, False, True]
    entry = Entry.objects.get(event=Event.SESSIONS_ENDED)
    assert (entry.subject_key, entry.details) == (str(ada.pk), {"count": 1})


def test_all_others_are_ended_at_once(ada):
    here, others = signed_in(ada), [signed_in(ada, f"192.0.2.{number}") for number in (2, 3)]
    here.post(reverse("end_other_sessions"))
    assert is_open(here)
    assert not any(map(is_open, others))


def test_nobody_ends_another_persons_session_nor_their_own_by_its_number(ada):
    here, bea = signed_in(ada), signed_in(person(), "192.0.2.2")
    signed_in(ada, "192.0.2.3")
    theirs = [key for key in range(1, 50) if str(key) not in keys_shown(here)]
    for key in theirs:
        here.post(reverse("end_session", args=[key]))
    assert is_open(here)
    assert is_open(bea)


def change_password(client, ada):
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})


def add_app(client, ada):
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": app_code(client.session["mfa.totp.secret"])})


@pytest.mark.parametrize("change", [change_password, add_app])
def test_changing_a_password_or_a_factor_ends_every_other_session(ada, change):
    here, other = signed_in(ada), signed_in(ada, "192.0.2.2")
    change(here, ada)
    assert is_open(here)
    assert not is_open(other)


def test_removing_a_factor_ends_every_other_session(ada, clock):
    set_up_app(ada)
    here, other = Client(), Client()
    for client in (here, other):
        sign_in_by_password(client, ada.email)
        type_app_code(client, app_code())
        wait(clock, seconds=31)
    here.post(reverse("mfa_deactivate_totp"))
    assert is_open(here)
    assert not is_open(other)


def test_choosing_a_new_password_by_a_link_ends_every_session(ada):
    here, other = signed_in(ada), signed_in(ada, "192.0.2.2")
    reset_password(Client(), ada, NEW)
    assert not is_open(here)
    assert not is_open(other)


def password_again(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def code_of_the_app(client):
    return client.post(reverse("mfa_reauthenticate"), {"code": app_code()})


class TestProvingAnew:
    """A session goes on under another key, so that whoever had copied its cookie is left outside."""

    @pytest.fixture
    def here(self, ada, clock):
        set_up_app(ada)
        client = Client(REMOTE_ADDR="192.0.2.1")
        sign_in_by_password(client, ada.email)
        type_app_code(client, app_code())
        wait(clock, minutes=10)
        assert is_open(client)
        return client

    @pytest.fixture
    def copied(self, here):
        thief = Client()
        thief.cookies.load({configured.SESSION_COOKIE_NAME: here.cookies[configured.SESSION_COOKIE_NAME].value})
        assert is_open(thief)
        return thief

    @pytest.mark.parametrize("prove", [password_again, code_of_the_app])
    def test_leaves_whoever_copied_the_cookie_outside(self, here, copied, prove):
        assert prove(here).status_code == 302
        assert is_open(here)
        assert not is_open(copied)

    def test_in_vain_changes_nothing(self, here, copied):
        assert password_again(here, "wrong").status_code == 422
        assert is_open(here)
        assert is_open(copied)

    def test_keeps_the_session_in_the_list_with_when_it_began(self, here):
        password_again(here)
        shown = text_of(here.get(reverse("open_sessions")))
        assert shown.count("192.0.2.1 2 March 2026 at 9:00am 2 March 2026 at 9:10am") == 1
        assert "You are here" in shown

    def test_is_no_way_out_of_being_ended_from_elsewhere(self, here, ada, clock):
        password_again(here)
        elsewhere = Client()
        wait(clock, seconds=31)
        sign_in_by_password(elsewhere, ada.email)
        type_app_code(elsewhere, app_code())
        elsewhere.post(reverse("end_other_sessions"))
        assert not is_open(here)


class TestWhoHasNothingToConfirmWith:
    """Somebody invited, with neither password nor factor, signs in by a code anew before they set either up."""

    SETTING_UP = ("account_set_password", "mfa_activate_totp", "mfa_add_webauthn")

    @pytest.fixture
    def client(self, client, ada):
        ada.set_unusable_password()
        ada.save()
        ask_for_code(client, ada.email)
        type_emailed_code(client, emailed_code())
        return client

    @pytest.mark.parametrize("name", SETTING_UP)
    def test_goes_on_at_once_after_signing_in(self, client, name):
        assert "Confirm that it is you" not in text_of(client.get(reverse(name)))

    @pytest.mark.parametrize("name", SETTING_UP)
    def test_is_asked_for_a_code_later_and_led_back(self, client, ada, clock, name):
        wait(clock, minutes=40)
        page = client.get(reverse(name))
        assert "Confirm that it is you" in text_of(page)
        sent = {"password1": NEW, "password2": NEW}
        assert "Confirm that it is you" in text_of(client.post(reverse(name), sent))
        ada.refresh_from_db()
        assert not ada.has_usable_password()
        onward = re.search(r'name="next" value="([^"]+)"', page.content.decode()).group(1)
        assert client.post("/sign-out/", {"next": onward})["Location"] == f"/sign-in/code/?next={reverse(name)}"
