"""Every way of signing in, and what each opens."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.urls import URLResolver, get_resolver, reverse

from towpath.access.declare import access_of
from towpath.access.roles import Role
from towpath.accounts.tests.ways_in import (
    app_code,
    ask_for_code,
    emailed_code,
    is_signed_in,
    recovery_code,
    set_up_app,
    sign_in_by_password,
    text_of,
    type_app_code,
    type_emailed_code,
    wrong_code,
)
from towpath.partners.tests.builders import PASSWORD, person, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks_for_second_factor(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def is_demonstration(settings):
    settings.REQUIRE_SECOND_FACTOR = False
    settings.DEMONSTRATION = True


def open_by_password_alone(client, somebody):
    """A session such as this installation left behind before it asked for a second factor."""
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()


def reset_password(client, somebody, password):
    client.post("/password/reset/", {"email": somebody.email})
    link = mail.outbox[-1].body.split("testserver")[1].split()[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"password1": password, "password2": password})


def ways_of(somebody):
    """The second steps somebody has set up, whole."""
    return list(Authenticator.objects.filter(user=somebody).order_by("pk").values("type", "data"))


# What asks for more than a password, and so must be open to a session that has given no more.
ASKS_FOR_MORE = {"second_factor", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


def guarded_addresses():
    """The address of every page that is not open to anybody, with something for each key in it."""
    for name, one in named_patterns():
        if access_of(one.callback).signed_in and name not in ASKS_FOR_MORE:
            kinds = one.pattern.converters.items()
            yield reverse(name, kwargs={key: fitting(kind) for key, kind in kinds})


def fitting(kind):
    """Something that stands for a key of this kind in an address."""
    samples = ("1", "X00001", "csv", "00000000-0000-4000-8000-000000000000")
    return next(kind.to_python(one) for one in samples if re.fullmatch(kind.regex, one))


def named_patterns(resolver=None, space=""):
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from named_patterns(one, f"{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}", one


class TestPassword:
    def test_person_signs_in_by_password_and_reaches_where_they_were_going(self, client):
        ada = person()
        answer = sign_in_by_password(client, ada.email, next="/what-is-recorded/")
        assert answer.status_code == 302
        assert answer["Location"] == "/what-is-recorded/"
        assert is_signed_in(client)

    def test_address_is_known_in_any_case(self, client):
        ada = person(email="ada@example.org")
        sign_in_by_password(client, " Ada@Example.ORG ")
        assert client.session["_auth_user_id"] == str(ada.pk)

    @pytest.mark.parametrize("known", [True, False])
    def test_wrong_password_is_told_the_same_whether_or_not_the_account_exists(self, client, known):
        email = person().email if known else "nobody@example.org"
        answer = sign_in_by_password(client, email, "not the password")
        assert answer.status_code == 422
        assert "The e-mail address or the password is not right." in text_of(answer)
        assert not is_signed_in(client)

    def test_empty_boxes_are_each_told_what_to_do(self, client):
        answer = sign_in_by_password(client, "", "")
        assert answer.status_code == 422
        assert "Enter your e-mail address." in text_of(answer)
        assert "Enter your password." in text_of(answer)

    def test_address_typed_is_kept_and_password_is_not(self, client):
        page = sign_in_by_password(client, "ada@example.org", "not the password").content.decode()
        assert 'value="ada@example.org"' in page
        assert "not the password" not in page

    def test_nobody_is_led_to_another_site(self, client):
        ada = person()
        assert sign_in_by_password(client, ada.email, next="https://evil.example/")["Location"] == "/"

    def test_account_closed_while_a_code_was_on_its_way_is_not_opened_by_it(self, client):
        ada = person()
        ask_for_code(client, ada.email)
        ada.is_active = False
        ada.save()
        answer = type_emailed_code(client, emailed_code())
        assert answer["Location"] == reverse("account_inactive")
        assert not is_signed_in(client)
        assert "This account is closed" in text_of(client.get(answer["Location"]))


class TestEmailedCode:
    def test_person_signs_in_by_emailed_code(self, client):
        ada = person()
        ask_for_code(client, ada.email)
        assert mail.outbox[-1].to == [ada.email]
        type_emailed_code(client, emailed_code())
        assert client.session["_auth_user_id"] == str(ada.pk)

    def test_wrong_code_is_refused_in_a_sentence(self, client):
        ask_for_code(client, person().email)
        answer = type_emailed_code(client, wrong_code(emailed_code()))
        assert answer.status_code == 422
        assert "That code is not right." in text_of(answer)
        assert not is_signed_in(client)

    def test_unknown_address_sees_the_same_page_and_no_mail_is_sent(self, client):
        answer = ask_for_code(client, "nobody@example.org")
        assert answer["Location"] == reverse("account_confirm_login_code")
        assert "If nobody@example.org belongs to an account" in text_of(client.get(answer["Location"]))
        assert mail.outbox == []

    def test_code_is_too_old_after_ten_minutes(self, client, time_machine):
        time_machine.move_to("2026-03-02 09:00Z", tick=False)
        ask_for_code(client, person().email)
        code = emailed_code()
        time_machine.move_to("2026-03-02 09:11Z", tick=False)
        type_emailed_code(client, code)
        assert not is_signed_in(client)

    def test_person_may_start_again_from_the_page_of_the_code(self, client):
        ask_for_code(client, person().email)
        answer = client.post("/sign-out/", {"next": "/sign-in/"}, follow=True)
        assert "Password" in text_of(answer)


class TestAppCode:
    def test_password_alone_is_not_enough_once_an_app_is_set_up(self, client):
        ada = person()
        set_up_app(ada)
        assert sign_in_by_password(client, ada.email)["Location"].startswith(reverse("mfa_authenticate"))
        assert not is_signed_in(client)

    def test_password_and_app_code_open_a_session(self, client):
        ada = person()
        set_up_app(ada)
        sign_in_by_password(client, ada.email)
        type_app_code(client, app_code())
        assert client.session["_auth_user_id"] == str(ada.pk)

    def test_recovery_code_opens_a_session_once(self, client):
        ada = person()
        set_up_app(ada)
        code = recovery_code(ada)
        sign_in_by_password(client, ada.email)
        type_app_code(client, code)
        assert is_signed_in(client)
        client.post("/sign-out/")
        sign_in_by_password(client, ada.email)
        assert type_app_code(client, code).status_code == 422
        assert not is_signed_in(client)

    def test_emailed_code_asks_for_the_app_too(self, client):
        ada = person()
        set_up_app(ada)
        ask_for_code(client, ada.email)
        assert type_emailed_code(client, emailed_code())["Location"].startswith(reverse("mfa_authenticate"))
        assert not is_signed_in(client)

    def test_wrong_app_code_is_refused_in_a_sentence(self, client):
        ada = person()
        set_up_app(ada)
        sign_in_by_password(client, ada.email)
        answer = type_app_code(client, wrong_code(app_code()))
        assert answer.status_code == 422
        assert "That code is not right." in text_of(answer)

    def test_app_code_works_once(self, client):
        ada = person()
        set_up_app(ada)
        code = app_code()
        sign_in_by_password(client, ada.email)
        type_app_code(client, code)
        client.post("/sign-out/")
        sign_in_by_password(client, ada.email)
        type_app_code(client, code)
        assert not is_signed_in(client)


@pytest.mark.once
@pytest.mark.usefixtures("asks_for_second_factor")
class TestSecondFactorAskedFor:
    def test_password_alone_opens_no_session_and_sends_a_code_to_its_owner(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        answer = sign_in_by_password(client, ada.email, next=reverse("people"))
        assert answer["Location"].startswith(reverse("account_confirm_login_code"))
        assert not is_signed_in(client)
        assert mail.outbox[-1].to == [ada.email]
        assert type_emailed_code(client, emailed_code())["Location"] == reverse("people")
        assert client.get(reverse("people")).status_code == 200

    def test_wrong_emailed_codes_after_a_password_close_that_way(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        for _ in range(2):
            sign_in_by_password(client, ada.email)
            for _ in range(3):
                type_emailed_code(client, wrong_code(emailed_code()))
        sign_in_by_password(client, ada.email)
        assert type_emailed_code(client, emailed_code()).status_code == 429
        assert not is_signed_in(client)

    def test_session_of_a_password_alone_is_told_to_sign_in_by_a_code(self, client):
        open_by_password_alone(client, person_with(Role.ADMINISTRATOR))
        page = client.get(reverse("second_factor"))
        assert page.status_code == 200
        assert "Sign in with a code by e-mail" in text_of(page)
        answer = client.post(reverse("account_logout"), {"next": reverse("account_request_login_code")})
        assert answer["Location"] == reverse("account_request_login_code")
        assert not is_signed_in(client)

    @pytest.mark.parametrize("has_app", [False, True])
    def test_session_of_a_password_alone_reaches_no_page_but_those_that_ask_for_more(self, client, has_app):
        """Every address there is, so that no page about a second factor can be forgotten."""
        ada = person_with(Role.ADMINISTRATOR)
        open_by_password_alone(client, ada)
        if has_app:
            set_up_app(ada)
        before = ways_of(ada)
        for address in guarded_addresses():
            for answer in (client.get(address), client.post(address, {"code": app_code(), "name": "Mine"})):
                assert answer["Location"] == reverse("second_factor"), address
        assert ways_of(ada) == before

    def test_password_given_again_adds_nothing_to_a_session_of_a_password_alone(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        open_by_password_alone(client, ada)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
        assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("second_factor")

    def test_stolen_password_enrols_nothing_after_a_reset_either(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        reset_password(client, ada, "a quite new password")
        sign_in_by_password(client, ada.email, "a quite new password")
        assert not is_signed_in(client)
        for name in ("mfa_activate_totp", "mfa_add_webauthn"):
            assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))
        assert not ways_of(ada)

    def test_somebody_invited_signs_in_sets_a_password_and_then_an_app(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        ada.set_unusable_password()
        ada.save()
        ask_for_code(client, ada.email)
        type_emailed_code(client, emailed_code())
        sent = {"password1": "a quite new password", "password2": "a quite new password"}
        client.post(reverse("account_set_password"), sent)
        client.post("/sign-out/")
        sign_in_by_password(client, ada.email, "a quite new password")
        type_emailed_code(client, emailed_code())
        client.get(reverse("mfa_activate_totp"))
        code = app_code(client.session["mfa.totp.secret"])
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
        assert answer["Location"] == reverse("mfa_view_recovery_codes")
        assert client.get(reverse("people")).status_code == 200

    def test_recovery_codes_left_alone_are_no_second_step(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        RecoveryCodes.activate(ada)
        sign_in_by_password(client, ada.email)
        assert not is_signed_in(client)
        type_emailed_code(client, emailed_code())
        assert client.get(reverse("people")).status_code == 200

    def test_emailed_code_alone_is_enough(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        ask_for_code(client, ada.email)
        type_emailed_code(client, emailed_code())
        assert client.get(reverse("people")).status_code == 200

    def test_app_code_is_enough(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        set_up_app(ada)
        sign_in_by_password(client, ada.email)
        type_app_code(client, app_code())
        assert client.get(reverse("people")).status_code == 200

    def test_session_older_than_the_app_is_asked_for_the_apps_code(self, client):
        ada = person_with(Role.ADMINISTRATOR)
        open_by_password_alone(client, ada)
        set_up_app(ada)
        assert client.get(reverse("people"))["Location"] == reverse("second_factor")
        asked = client.get(reverse("second_factor"))["Location"]
        assert client.get(asked).status_code == 200
        assert client.post(asked, {"code": app_code()}).status_code == 302
        assert client.get(reverse("people")).status_code == 200

    def test_wrong_code_while_setting_up_shows_the_same_key_again(self, client):
        ask_for_code(client, person().email)
        type_emailed_code(client, emailed_code())
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]
        answer = client.post(reverse("mfa_activate_totp"), {"code": wrong_code(app_code(secret))})
        assert answer.status_code == 422
        assert client.session["mfa.totp.secret"] == secret

    def test_second_factor_of_another_person_does_not_count(self, client):
        ada, bea = person_with(Role.ADMINISTRATOR), person_with(Role.ADMINISTRATOR)
        ask_for_code(client, ada.email)
        type_emailed_code(client, emailed_code())
        client.force_login(bea)
        assert client.get(reverse("people"))["Location"] == reverse("second_factor")


@pytest.mark.usefixtures("is_demonstration")
def test_password_alone_opens_the_demonstration(client):
    ada = person_with(Role.ADMINISTRATOR)
    sign_in_by_password(client, ada.email)
    assert client.get(reverse("people")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


class TestForgottenPassword:
    def test_link_leads_to_a_new_password(self, client):
        ada = person()
        assert reset_password(client, ada, "a quite new password").status_code == 302
        sign_in_by_password(client, ada.email, "a quite new password")
        assert is_signed_in(client)

    def test_used_link_says_to_ask_for_a_new_one(self, client):
        assert "This link no longer works" in text_of(client.get("/password/reset/1-abc-def/"))

    def test_unknown_address_sees_the_same_page_and_no_mail_is_sent(self, client):
        assert client.post("/password/reset/", {"email": "nobody@example.org"}).status_code == 302
        assert mail.outbox == []


class TestLookingAfterOnesSignIn:
    def test_short_password_is_refused(self, client):
        ada = person()
        sign_in_by_password(client, ada.email)
        sent = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
        answer = client.post(reverse("account_change_password"), sent)
        assert answer.status_code == 422
        assert "at least 12 characters" in text_of(answer)

    def test_password_of_the_demonstration_is_refused(self, client):
        from towpath.accounts.production import DEMONSTRATION_PASSWORD

        sign_in_by_password(client, person().email)
        sent = {"oldpassword": PASSWORD, "password1": DEMONSTRATION_PASSWORD, "password2": DEMONSTRATION_PASSWORD}
        answer = client.post(reverse("account_change_password"), sent)
        assert "which everybody knows" in text_of(answer)

    def test_person_without_password_chooses_one(self, client):
        ada = person()
        ada.set_unusable_password()
        ada.save()
        ask_for_code(client, ada.email)
        type_emailed_code(client, emailed_code())
        sent = {"password1": "a quite new password", "password2": "a quite new password"}
        assert client.post(reverse("account_set_password"), sent).status_code == 302
        ada.refresh_from_db()
        assert ada.check_password("a quite new password")

    def test_change_long_after_signing_in_asks_again_who_it_is(self, client, time_machine):
        time_machine.move_to("2026-03-02 09:00Z", tick=False)
        ada = person()
        sign_in_by_password(client, ada.email)
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        time_machine.move_to("2026-03-02 09:20Z", tick=False)
        answer = client.get(reverse("mfa_activate_totp"))
        assert answer["Location"].startswith(reverse("account_reauthenticate"))

    def test_every_page_about_ones_sign_in_opens(self, client):
        ada = person()
        set_up_app(ada)
        sign_in_by_password(client, ada.email)
        type_app_code(client, app_code())
        for name in (
            "mfa_index",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_deactivate_totp",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "account_change_password",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "account_logout",
        ):
            assert client.get(reverse(name)).status_code == 200, name


def test_there_is_no_page_to_sign_oneself_up(client):
    assert client.get("/sign-up/").status_code == 404
    assert "sign up" not in text_of(client.get("/sign-in/")).lower()


def test_signing_out_ends_the_session(client):
    sign_in_by_password(client, person().email)
    client.post("/sign-out/")
    assert not is_signed_in(client)
