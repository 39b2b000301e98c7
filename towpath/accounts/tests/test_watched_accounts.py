"""Every way by which an account changes leaves the digest of its row, so that none of them looks like an attack."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from towpath.accounts.models import User
from towpath.accounts.services import invite_person
from towpath.accounts.tests.ways_in import sign_in_by_password
from towpath.audit.digests import changed_behind
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.services.accounts import close_account, reopen_account
from towpath.partners.tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "another long pass phrase"


@pytest.fixture
def nia():
    """Somebody who was invited and has chosen a password."""
    nia = invite_person(actor=None, email="nia@example.org", name="Nia Newcomer", sign_in_at="/sign-in/")
    reset_password(nia, PASSWORD)
    return nia


def reset_password(person, password):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body).group(1)
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})
    person.refresh_from_db()
    assert person.check_password(password)


def test_invited_and_given_a_password_by_a_link(nia):
    assert changed_behind() == []


def test_changed_their_password(nia):
    client = Client()
    sign_in_by_password(client, nia.email)
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )  # fmt: skip
    nia.refresh_from_db()
    assert nia.check_password(NEW)
    assert changed_behind() == []


def test_had_their_password_kept_in_a_stronger_form_at_sign_in(nia, settings):
    before = nia.password
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS]
    sign_in_by_password(Client(), nia.email)
    nia.refresh_from_db()
    assert nia.password != before
    assert changed_behind() == []
    assert Entry.objects.filter(event=Event.PASSWORD_KEPT_STRONGER).count() == 1


def test_closed_and_opened_again(nia):
    close_account(actor=None, person=nia)
    assert changed_behind() == []
    reopen_account(actor=None, person=nia)
    assert changed_behind() == []


def test_signing_in_settles_nothing_that_was_changed_past_towpath(nia):
    """The last sign-in is passing, and an entry about it says nothing of the row."""
    User.objects.filter(pk=nia.pk).update(name="Somebody Else")
    sign_in_by_password(Client(), nia.email)
    last = Entry.objects.filter(subject_key=str(nia.pk)).exclude(digests={}).latest("number")
    sentence = f"Person {nia.pk} was changed without an entry: it is not as entry {last.number} left it."
    assert changed_behind() == [sentence]
