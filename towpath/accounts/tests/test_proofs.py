"""What each proof may do: the first proof, what is set up, and what a role asks, cell by cell."""

from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from towpath.access.declare import access_of
from towpath.access.proofs import Proved
from towpath.access.roles import SEES_CASES, Role
from towpath.accounts.models import User
from towpath.accounts.services import WITHOUT_FACTOR, invite_person
from towpath.accounts.tests.soft_passkeys import add_passkey, give_passkey_as_second_step, sign_in_with_passkey
from towpath.accounts.tests.test_signing_in import fitting, named_patterns, reset_password
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
)
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import now, today
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import PASSWORD, person_with

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a quite new password"
SET_UP = {
    "nothing": lambda ada: None,
    "recovery codes alone": RecoveryCodes.activate,
    "app": set_up_app,
    "passkey, second step only": lambda ada: add_passkey(ada, for_signing_in=False),
    "passkey": lambda ada: add_passkey(ada, for_signing_in=True),
}


@pytest.fixture(autouse=True)
def asks_for_second_step(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def by_code(client, ada, passkey):
    ask_for_code(client, ada.email)
    return type_emailed_code(client, emailed_code())


def by_password(client, ada, passkey):
    return sign_in_by_password(client, ada.email)


def by_reset(client, ada, passkey):
    reset_password(client, ada, NEW_PASSWORD)
    return sign_in_by_password(client, ada.email, NEW_PASSWORD)


def by_passkey(client, ada, passkey):
    return sign_in_with_passkey(client, ada, passkey)


CODE, STEP, IN, NOT_IN = "asked for a code by e-mail", "asked for the second step", "signed in", "not signed in"
FIRST_PROOF = {
    ("password", "nothing"): CODE,
    ("password", "recovery codes alone"): CODE,
    ("password", "app"): STEP,
    ("password", "passkey, second step only"): STEP,
    ("password", "passkey"): STEP,
    ("password after a reset", "nothing"): CODE,
    ("password after a reset", "recovery codes alone"): CODE,
    ("password after a reset", "app"): STEP,
    ("password after a reset", "passkey, second step only"): STEP,
    ("password after a reset", "passkey"): STEP,
    ("code by e-mail", "nothing"): IN,
    ("code by e-mail", "recovery codes alone"): IN,
    ("code by e-mail", "app"): STEP,
    ("code by e-mail", "passkey, second step only"): STEP,
    ("code by e-mail", "passkey"): STEP,
    ("passkey", "passkey, second step only"): NOT_IN,
    ("passkey", "passkey"): IN,
}
PROOFS = {
    "password": by_password,
    "password after a reset": by_reset,
    "code by e-mail": by_code,
    "passkey": by_passkey,
}
PROTECTED = ("people", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "open_sessions")


def where_it_led(client, answer):
    if is_signed_in(client):
        return IN
    if answer["Location"].startswith(reverse("account_confirm_login_code")):
        return CODE
    return STEP if answer["Location"].startswith(reverse("mfa_authenticate")) else NOT_IN


@pytest.mark.parametrize(("proof", "set_up"), FIRST_PROOF)
def test_what_a_first_proof_opens(client, proof, set_up):
    ada = person_with(Role.COORDINATOR)
    passkey = SET_UP[set_up](ada)
    led = where_it_led(client, PROOFS[proof](client, ada, passkey))
    assert led == FIRST_PROOF[proof, set_up]
    if led != IN:
        for name in PROTECTED:
            assert client.get(reverse(name))["Location"].startswith(reverse("account_login")), name


SECOND_STEPS = {
    "code by e-mail": ("nothing", lambda client, ada, passkey: type_emailed_code(client, emailed_code())),
    "app": ("app", lambda client, ada, passkey: type_app_code(client, app_code())),
    "recovery code": ("app", lambda client, ada, passkey: type_app_code(client, recovery_code(ada))),
    "passkey": ("passkey, second step only", give_passkey_as_second_step),
}
# What a session so opened may do, by how much the role asks: use the service; look after one's sign-in.
MAY = {
    ("code by e-mail", "asks for neither"): (True, True),
    ("code by e-mail", "asks, first days"): (True, True),
    ("code by e-mail", "asks, days over"): (False, True),
    **{
        (step, asks): (True, True)
        for step in ("app", "recovery code", "passkey")
        for asks in ("asks for neither", "asks, first days", "asks, days over")
    },
}


def person_asked(asks):
    if asks == "asks for neither":
        return person_with(Role.COORDINATOR)
    ada = person_with(Role.ADMINISTRATOR)
    if asks == "asks, days over":
        User.objects.filter(pk=ada.pk).update(factor_due_on=today() - timedelta(days=1))
    return ada


@pytest.mark.parametrize(("step", "asks"), MAY)
def test_what_a_session_may_do_after_a_second_step(client, step, asks):
    ada = person_asked(asks)
    set_up, give = SECOND_STEPS[step]
    passkey = SET_UP[set_up](ada)
    sign_in_by_password(client, ada.email)
    give(client, ada, passkey)
    use, look_after = MAY[step, asks]
    for name in ("home", "discard_draft"):
        assert (client.get(reverse(name)).get("Location") != reverse("second_factor")) is use, name
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "open_sessions"):
        assert (client.get(reverse(name)).get("Location") != reverse("second_factor")) is look_after, name


def test_who_must_set_up_a_factor_reaches_no_page_but_those_of_their_sign_in(client):
    """Every address there is, so that none can be forgotten."""
    ada = person_asked("asks, days over")
    by_code(client, ada, None)
    wrong = []
    for name, pattern in named_patterns():
        access = access_of(pattern.callback)
        if not access.signed_in:
            continue
        keys = {key: fitting(kind) for key, kind in pattern.pattern.converters.items()}
        answer = client.get(reverse(name, kwargs=keys))
        is_sent_back = answer.get("Location") == reverse("second_factor")
        if is_sent_back is not (access.proved is Proved.ROLE):
            wrong.append(name)
    assert wrong == []
    page = client.get(reverse("second_factor"))
    assert "Set up an app or a passkey" in text_of(page)
    assert reverse("people") not in page.content.decode()


def test_a_role_asks_fourteen_days_after_the_first_sign_in_and_says_so_each_time(client, time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    ada = person_with(Role.PROGRAMME_MANAGER)
    by_code(client, ada, None)
    assert "until 16 March 2026" in text_of(client.get("/"))
    client.post("/sign-out/")
    time_machine.move_to("2026-03-16 09:00Z", tick=False)
    by_code(client, ada, None)
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    time_machine.move_to("2026-03-17 09:00Z", tick=False)
    by_code(client, ada, None)
    assert client.get("/")["Location"] == reverse("second_factor")
    assert Entry.objects.filter(event=Event.FACTOR_ASKED).count() == 1


def test_who_sets_an_app_up_goes_on_at_once_and_gets_no_such_days_again(client):
    ada = person_asked("asks, days over")
    by_code(client, ada, None)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": app_code(client.session["mfa.totp.secret"])})
    assert client.get("/").status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    client.post("/sign-out/")
    by_code(client, ada, None)
    assert client.get("/")["Location"] == reverse("second_factor")


def test_who_is_asked_before_they_hold_the_role_is_not(client):
    by_code(client, person_with(Role.COORDINATOR), None)
    assert not Entry.objects.filter(event=Event.FACTOR_ASKED).exists()
    assert timedelta(days=14) == WITHOUT_FACTOR


def test_who_sees_peoples_cases_is_asked_whatever_the_partnership_says(client, monkeypatch):
    """No role sees any yet: tried with one that is made up to."""
    monkeypatch.setattr(SEES_CASES, "_things", {Role.COORDINATOR: Role.COORDINATOR})
    ada = person_with(Role.COORDINATOR)
    Partnership.objects.update(factor_roles=[])
    User.objects.filter(pk=ada.pk).update(factor_due_on=today() - timedelta(days=1))
    by_code(client, ada, None)
    assert client.get("/")["Location"] == reverse("second_factor")


def test_a_partnership_that_asks_for_neither_is_left_alone(client):
    ada = person_asked("asks, days over")
    Partnership.objects.update(factor_roles=[])
    by_code(client, ada, None)
    assert client.get("/").status_code == 200


def test_seeing_recovery_codes_is_recorded(client):
    ada = person_with(Role.COORDINATOR)
    set_up_app(ada)
    sign_in_by_password(client, ada.email)
    type_app_code(client, app_code())
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        assert client.get(reverse(name)).status_code == 200
    seen = Entry.objects.filter(event=Event.RECOVERY_CODES_SEEN)
    assert [(one.actor_key, one.subject_key) for one in seen] == [(str(ada.pk), str(ada.pk))] * 2


@pytest.mark.parametrize("known", [True, False])
def test_asking_for_a_code_or_a_link_is_recorded(client, known):
    ada = person_with(Role.COORDINATOR)
    email = ada.email if known else "nobody@example.org"
    ask_for_code(client, email)
    client.post("/sign-out/")
    client.post("/password/reset/", {"email": email})
    asked = Entry.objects.filter(event__in=[Event.CODE_ASKED, Event.RESET_ASKED]).order_by("number")
    assert [one.event for one in asked] == [Event.CODE_ASKED, Event.RESET_ASKED]
    assert {one.subject_key for one in asked} == {str(ada.pk) if known else ""}


@pytest.mark.parametrize("page", ["/sign-in/code/", "/password/reset/"])
def test_asking_writes_as_much_for_an_account_that_does_not_exist(page, settings):
    """How long the answer takes would tell a stranger who works here."""
    settings.EMAIL_BACKEND = "towpath.accounts.outgoing.EmailBackend"
    tables = []
    invite_person(actor=None, email="ada@example.org", name="Ada", sign_in_at="http://testserver/")
    for email in ("ada@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            Client().post(page, {"email": email})
        tables.append([one["sql"].split(" WHERE")[0][:60] for one in asked if one["sql"].startswith("INSERT")])
    assert tables[0] == tables[1]
    assert any("outgoingmail" in one for one in tables[0])


def closed_account():
    ada = person_with(Role.COORDINATOR)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    return ada


def old_invitation():
    """An account that was invited more than 14 days ago and never used."""
    ada = person_with(Role.COORDINATOR)
    User.objects.filter(pk=ada.pk).update(invited_at=now() - timedelta(days=14, minutes=1))
    return ada


@pytest.mark.parametrize("made", [closed_account, old_invitation])
def test_nothing_is_sent_to_an_account_that_may_not_sign_in_and_the_page_says_as_much_as_ever(client, made):
    ada = made()
    page = client.get(ask_for_code(client, ada.email)["Location"])
    assert f"If {ada.email} belongs to an account" in text_of(page)
    client.post("/sign-out/")
    assert client.post("/password/reset/", {"email": ada.email}).status_code == 302
    assert mail.outbox == []


def test_an_invitation_used_in_time_does_not_end(client, time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    ada = person_with(Role.COORDINATOR)
    User.objects.filter(pk=ada.pk).update(invited_at=now())
    time_machine.move_to("2026-03-16 08:59Z", tick=False)
    by_code(client, ada, None)
    client.post("/sign-out/")
    time_machine.move_to("2026-06-01 09:00Z", tick=False)
    by_code(client, ada, None)
    assert is_signed_in(client)


def test_closed_account_answers_the_right_password_as_a_wrong_one(client):
    ada = closed_account()
    right, wrong = (sign_in_by_password(client, ada.email, one) for one in (PASSWORD, "not the password"))
    assert right.status_code == wrong.status_code == 422
    assert text_of(right) == text_of(wrong)
    assert Entry.objects.filter(event=Event.SIGN_IN_FAILED, subject_key=str(ada.pk)).count() == 2


def test_closed_account_is_not_opened_by_its_passkey(client):
    ada = person_with(Role.COORDINATOR)
    passkey = add_passkey(ada, for_signing_in=True)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    sign_in_with_passkey(client, ada, passkey)
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f"{code} ", str.upper])
def test_codes_are_taken_however_they_are_typed(client, typed):
    ask_for_code(client, person_with(Role.COORDINATOR).email)
    type_emailed_code(client, typed(emailed_code()))
    assert is_signed_in(client)


def test_link_to_choose_a_password_works_for_an_hour(client, time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    ada = person_with(Role.COORDINATOR)
    client.post("/password/reset/", {"email": ada.email})
    link = mail.outbox[-1].body.split("testserver")[1].split()[0]
    time_machine.move_to("2026-03-02 10:01Z", tick=False)
    assert "This link no longer works" in text_of(client.get(link, follow=True))
