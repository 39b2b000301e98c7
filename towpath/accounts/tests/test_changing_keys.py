"""After a change of the installation's key everything opens under the new one alone, and nobody is signed out."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from towpath.accounts import outgoing
from towpath.accounts.changing_keys import COLUMNS, Resealed, seal_everything_anew
from towpath.accounts.models import Draft, OutgoingMail
from towpath.accounts.sealing import NotOpenedError, seal, unseal
from towpath.accounts.tests.ways_in import app_code, is_signed_in, set_up_app, sign_in_by_password, type_app_code
from towpath.audit.checks import run_checks
from towpath.audit.digests import changed_behind
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person

pytestmark = pytest.mark.django_db

OLD, NEW = "the key before, known to somebody who left", "the key from now on, known to nobody who left"


@pytest.fixture
def kept(settings):
    """Something of everything that is sealed, under the old key."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    ada = person()
    set_up_app(ada)
    Draft.objects.create(user=ada, path="/", sealed=seal('{"note": ["Typed"]}'), file=seal("minutes.txt\nText"))
    outgoing.post(EmailMessage("Subject", "Words", "from@example.org", ["ada@example.org"]))
    return ada


def change(settings, *before):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, list(before)


def test_everything_opens_under_the_new_key_alone(kept, settings):
    change(settings, OLD)
    assert seal_everything_anew() == Resealed(changed=5)
    change(settings)
    assert Draft.objects.get().typed == {"note": ["Typed"]}
    assert unseal(Draft.objects.get().file) == "minutes.txt\nText"
    assert outgoing.message_of(OutgoingMail.objects.get()).body == "Words"
    assert dict(run_checks())["What is sealed"].faults == ()
    assert Authenticator.objects.get(type="totp").wrap().validate_code(app_code())


def test_a_second_time_there_is_nothing_to_do(kept, settings):
    change(settings, OLD)
    seal_everything_anew()
    entries = Entry.objects.count()
    assert seal_everything_anew() == Resealed()
    assert Entry.objects.count() == entries


def test_it_is_recorded_with_every_second_factor_that_was_sealed_anew(kept, settings):
    change(settings, OLD)
    seal_everything_anew()
    entries = Entry.objects.filter(event=Event.KEY_CHANGED).order_by("number")
    assert [entry.details["count"] for entry in entries] == [1, 1, 5]
    assert [fault for fault in changed_behind() if "uthenticator" in fault] == []


def test_what_no_key_opens_is_left_and_said(kept, settings, capsys):
    before = {(model, column): list(model.objects.values_list(column)) for model, column in COLUMNS}
    change(settings)
    with pytest.raises(CommandError, match="5 things could not be opened"):
        call_command("change_key")
    assert {(model, column): list(model.objects.values_list(column)) for model, column in COLUMNS} == before
    with pytest.raises(NotOpenedError):
        unseal(Draft.objects.get().sealed)


def test_nobody_is_signed_out_by_it(client, kept, settings):
    sign_in_by_password(client, kept.email)
    type_app_code(client, app_code())
    change(settings, OLD)
    call_command("change_key")
    assert client.get("/account/").status_code == 200
    assert is_signed_in(client)


# Files that wait to be read are gone within the hour, long before the earlier key is put away.
GONE_BEFORE_THE_KEY = {"accounts.FileReading"}


def test_every_column_of_sealed_words_is_among_them():
    from django.apps import apps

    named = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if "sealed" in field.name or "sealed" in str(field.help_text)
    }
    left = {one for one in named if one[0] in GONE_BEFORE_THE_KEY}
    assert named - left <= {(model._meta.label, column) for model, column in COLUMNS}
    assert {label for label, _ in left} == GONE_BEFORE_THE_KEY
