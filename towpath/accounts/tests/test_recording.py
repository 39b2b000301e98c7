"""What the audit record says of signing in."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from towpath.accounts.tests.ways_in import (
    app_code,
    ask_for_code,
    emailed_code,
    set_up_app,
    sign_in_by_password,
    type_app_code,
    type_emailed_code,
)
from towpath.audit.chain import verify
from towpath.audit.digests import changed_behind
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.tests.builders import PASSWORD, person

pytestmark = pytest.mark.django_db


def recorded(event):
    return [(entry.actor_key, entry.subject_key, entry.details) for entry in Entry.objects.filter(event=event)]


def test_signing_in_and_out_by_password(client):
    ada = person()
    sign_in_by_password(client, ada.email)
    client.post("/sign-out/")
    assert recorded(Event.SIGNED_IN) == [(str(ada.pk), str(ada.pk), {"way": "password"})]
    assert recorded(Event.SIGNED_OUT) == [(str(ada.pk), str(ada.pk), {})]


def test_signing_in_by_emailed_code(client):
    ada = person()
    ask_for_code(client, ada.email)
    type_emailed_code(client, emailed_code())
    assert recorded(Event.SIGNED_IN) == [(str(ada.pk), str(ada.pk), {"way": "code"})]


def test_signing_in_in_two_steps(client):
    ada = person()
    set_up_app(ada)
    sign_in_by_password(client, ada.email)
    assert recorded(Event.SIGNED_IN) == []
    type_app_code(client, app_code())
    assert recorded(Event.SIGNED_IN) == [(str(ada.pk), str(ada.pk), {"way": "password+mfa"})]


def test_failed_try_names_the_account_and_nobody_who_tried(client):
    ada = person()
    sign_in_by_password(client, ada.email, "not the password")
    assert recorded(Event.SIGN_IN_FAILED) == [("", str(ada.pk), {"way": "password"})]


def test_failed_try_at_an_unknown_account_names_nobody(client):
    sign_in_by_password(client, "nobody@example.org", "not the password")
    assert recorded(Event.SIGN_IN_FAILED) == [("", "", {"way": "password"})]


def test_setting_up_and_removing_an_app(client):
    ada = person()
    sign_in_by_password(client, ada.email)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": app_code(client.session["mfa.totp.secret"])})
    client.post(reverse("mfa_deactivate_totp"))
    changes = [(details["kind"], details["change"]) for _, _, details in recorded(Event.SECOND_FACTOR_CHANGED)]
    assert changes == [
        ("totp", "added"),
        ("recovery_codes", "added"),
        ("totp", "removed"),
        ("recovery_codes", "removed"),
    ]


def test_whatever_changes_a_second_factor_is_recorded_and_using_it_is_not(client):
    ada = person()
    app = set_up_app(ada)
    codes = Authenticator.objects.get(user=ada, type=Authenticator.Type.RECOVERY_CODES)
    codes.wrap().mark_as_viewed()
    assert codes.wrap().validate_code(codes.wrap().get_unused_codes()[0])
    passkey = Authenticator.objects.create(user=ada, type=Authenticator.Type.WEBAUTHN, data={"name": "Old"})
    passkey.data["name"] = "New"
    passkey.save()
    app.record_usage()
    changes = [(details["kind"], details["change"]) for _, _, details in recorded(Event.SECOND_FACTOR_CHANGED)]
    assert changes[2:] == [
        ("recovery_codes", "seen"),
        ("recovery_codes", "used"),
        ("webauthn", "added"),
        ("webauthn", "renamed"),
    ]
    assert [fault for fault in changed_behind() if "uthenticator" in fault] == []


def test_app_is_not_set_up_where_the_record_cannot_be_written(client, monkeypatch):
    from towpath.accounts import recording

    def out_of_order(**entry):
        raise RuntimeError("the record cannot be written")

    sign_in_by_password(client, person().email)
    client.get(reverse("mfa_activate_totp"))
    monkeypatch.setattr(recording, "record", out_of_order)
    with pytest.raises(RuntimeError):
        client.post(reverse("mfa_activate_totp"), {"code": app_code(client.session["mfa.totp.secret"])})
    assert not Authenticator.objects.exists()


def test_changing_a_password(client):
    ada = person()
    sign_in_by_password(client, ada.email)
    sent = {"oldpassword": PASSWORD, "password1": "a quite new password", "password2": "a quite new password"}
    client.post(reverse("account_change_password"), sent)
    assert recorded(Event.PASSWORD_CHANGED) == [(str(ada.pk), str(ada.pk), {})]


def test_chain_holds_after_all_this(client):
    ada = person()
    sign_in_by_password(client, ada.email, "not the password")
    sign_in_by_password(client, ada.email)
    client.post("/sign-out/")
    assert verify().entries == Entry.objects.count() > 2
