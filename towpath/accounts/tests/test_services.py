"""Inviting people, which opens their accounts."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from towpath.access.roles import Role
from towpath.accounts import services
from towpath.accounts.models import User
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person, person_with

pytestmark = pytest.mark.django_db

ADDRESS = "https://towpath.example/sign-in/"


@pytest.fixture
def mailed(django_capture_on_commit_callbacks):
    """Do something, and return the e-mails it sent."""

    def do(service, **arguments):
        with django_capture_on_commit_callbacks(execute=True):
            service(**arguments)
        return mail.outbox

    return do


def test_invited_person_is_told_how_to_sign_in(mailed):
    ada = person_with(Role.ADMINISTRATOR, name="Ada Admin")
    (sent,) = mailed(
        services.invite_person, actor=ada, email=" Bea@Example.org", name="Bea Newcomer", sign_in_at=ADDRESS
    )
    bea = User.objects.get(email="bea@example.org")
    assert not bea.has_usable_password()
    assert sent.to == ["bea@example.org"]
    assert "Ada Admin has invited you" in sent.body
    assert ADDRESS in sent.body


def test_names_are_not_garbled_in_mail(mailed):
    ada = person_with(Role.ADMINISTRATOR, name="Aoife O'Brien & co")
    (sent,) = mailed(services.invite_person, actor=ada, email="b@example.org", name="Bea", sign_in_at=ADDRESS)
    assert "Aoife O'Brien & co has invited you" in sent.body


def test_somebody_with_an_account_keeps_it_and_gets_no_mail(mailed):
    ada, bea = person_with(Role.ADMINISTRATOR), person("Bea Newcomer")
    assert mailed(services.invite_person, actor=ada, email=bea.email, name="Other Name", sign_in_at=ADDRESS) == []
    bea.refresh_from_db()
    assert bea.name == "Bea Newcomer"


def test_stranger_is_told_why_and_nothing_is_written():
    actor = person_with(Role.COORDINATOR)
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied, match="Only an administrator of a partnership can invite people"):
        services.invite_person(actor=actor, email="b@example.org", name="Bea", sign_in_at=ADDRESS)
    assert not User.objects.filter(email="b@example.org").exists()
    assert Entry.objects.count() == before


def test_two_accounts_cannot_differ_by_capitals_alone():
    from django.db import IntegrityError

    person(email="bea@example.org")
    with pytest.raises(IntegrityError):
        person(email="Bea@example.org")
