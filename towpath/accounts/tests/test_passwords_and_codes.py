"""What a password may be, what a code is worth, and that a session which has ended opens nothing."""

import random
import re
from http.cookies import SimpleCookie

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from towpath.accounts.tests.ways_in import (
    ask_for_code,
    emailed_code,
    is_signed_in,
    recovery_code,
    set_up_app,
    sign_in_by_password,
    text_of,
    type_emailed_code,
)
from towpath.partners.tests.builders import PASSWORD, person

pytestmark = pytest.mark.django_db
SMALL_LETTERS_ALONE = "heron lamp quarry teaspoon"
SIGNS_ALONE = "·¬!”£$%^&*()_+~@"
LONG = "Canal boats turn slowly. " * 6  # 150 letters


def change(client, new, current=PASSWORD):
    sent = {"oldpassword": current, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), sent)


@pytest.fixture
def ada(client):
    ada = person()
    sign_in_by_password(client, ada.email)
    return ada


class TestPassword:
    def test_whoever_does_not_know_the_current_one_changes_nothing(self, client, ada):
        answer = change(client, SMALL_LETTERS_ALONE, current="a guess")
        assert answer.status_code == 422
        assert "That is not your current password." in text_of(answer)
        ada.refresh_from_db()
        assert ada.check_password(PASSWORD)

    @pytest.mark.parametrize("new", [SMALL_LETTERS_ALONE, SIGNS_ALONE, LONG.strip()], ids=["letters", "signs", "long"])
    def test_any_signs_and_any_length_are_taken_and_are_all_needed(self, client, ada, new):
        assert change(client, new).status_code == 302
        for wrong in (new[:-1], new.swapcase() if new.swapcase() != new else new + " x", new + "x"):
            assert sign_in_by_password(Client(), ada.email, wrong).status_code == 422, wrong
        other = Client()
        sign_in_by_password(other, ada.email, new)
        assert is_signed_in(other)

    def test_it_stays_good_for_years(self, time_machine):
        time_machine.move_to("2026-03-02 09:00Z", tick=False)
        ada, client = person(), Client()
        time_machine.move_to("2036-03-02 09:00Z", tick=False)
        assert sign_in_by_password(client, ada.email)["Location"] == "/"
        assert is_signed_in(client)

    @pytest.mark.parametrize("name", ["account_login", "account_change_password"])
    def test_its_box_hides_it_and_lets_it_be_pasted_and_filled_in(self, client, ada, name):
        page = BeautifulSoup(
            (Client() if name == "account_login" else client).get(reverse(name)).content, "html.parser"
        )
        boxes = [box for box in page.find_all("input") if "password" in box["name"]]
        assert boxes
        for box in boxes:
            assert box["type"] == "password"
            assert box["autocomplete"] in {"current-password", "new-password"}
            assert not any(name.startswith("on") for name in box.attrs)


class TestCode:
    def test_one_sent_by_mail_opens_one_session(self, client):
        ada = person()
        ask_for_code(client, ada.email)
        code = emailed_code()
        type_emailed_code(client, code)
        assert is_signed_in(client)
        client.post("/sign-out/")
        type_emailed_code(client, code)
        assert not is_signed_in(client)

    def test_one_sent_by_mail_is_good_where_it_was_asked_for_and_nowhere_else(self, client):
        ada, elsewhere = person(), Client()
        ask_for_code(client, ada.email)
        code = emailed_code()
        ask_for_code(elsewhere, ada.email)
        type_emailed_code(elsewhere, code)
        assert not is_signed_in(elsewhere)

    def test_each_is_one_of_over_a_million(self, client):
        ada = person()
        ask_for_code(client, ada.email)
        assert re.fullmatch(r"[A-Z]{4}-[A-Z]{4}", emailed_code())
        set_up_app(ada)
        assert re.fullmatch(r"\d{8}", recovery_code(ada))


def test_the_cookie_of_a_session_that_was_ended_opens_nothing(client, ada):
    kept = SimpleCookie(client.cookies.output(header="", sep=";"))
    thief = Client()
    thief.cookies = kept
    assert thief.get(reverse("account_change_password")).status_code == 200
    client.post("/sign-out/")
    assert thief.get(reverse("account_change_password"))["Location"].startswith(reverse("account_login"))


def draw_emailed_code(ada):
    ask_for_code(Client(), ada.email)
    return emailed_code()


def draw_recovery_codes(ada):
    Authenticator.objects.filter(user=ada).delete()
    RecoveryCodes.activate(ada)
    return recovery_code(ada)


def draw_secret_of_an_app(ada):
    return generate_totp_secret()


@pytest.mark.parametrize("draw", [draw_emailed_code, draw_recovery_codes, draw_secret_of_an_app])
def test_codes_are_drawn_from_a_chance_that_nobody_can_wind_back(draw):
    """Python's own generator gives the same again from the same beginning; the system's does not."""
    ada, drawn = person(), []
    for _ in range(2):
        random.seed(7)
        drawn.append(draw(ada))
    assert drawn[0] != drawn[1]
