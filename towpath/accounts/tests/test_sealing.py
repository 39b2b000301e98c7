"""Secrets are sealed in the database, and still open while the key is being changed."""

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from towpath.accounts.sealing import seal, unseal
from towpath.accounts.tests.ways_in import SECRET, app_code, set_up_app
from towpath.partners.tests.builders import person


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_unchanged(text):
    assert unseal(seal(text)) == text


def test_changed_seal_does_not_open():
    sealed = seal("secret")
    with pytest.raises(InvalidToken):
        unseal(sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:])


def test_key_may_be_changed_while_the_old_one_is_kept(settings):
    sealed = seal("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unseal(sealed) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        unseal(sealed)


@pytest.mark.django_db
def test_secret_of_an_app_is_not_readable_in_the_database():
    app = set_up_app(person())
    kept = str(Authenticator.objects.get(pk=app.pk).data)
    assert SECRET not in kept
    assert app.wrap().validate_code(app_code())
