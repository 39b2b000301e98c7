"""Secrets are sealed in the database, and still open while the key is being changed."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from towpath.accounts.sealing import NotOpenedError, opens, seal, seal_bytes, unseal, unseal_bytes
from towpath.accounts.tests.ways_in import SECRET, app_code, set_up_app
from towpath.foundation.derived_keys import derived
from towpath.partners.tests.builders import person


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_unchanged(text):
    assert unseal(seal(text)) == text


@given(st.binary())
def test_so_do_bytes(content):
    assert unseal_bytes(memoryview(seal_bytes(content))) == content


@given(st.data())
def test_changed_seal_does_not_open(data):
    """Whichever of its bits is another: of the form, the name of the key, the nonce, the content or the proof."""
    sealed = bytearray(seal_bytes(b"secret"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotOpenedError):
        unseal_bytes(bytes(sealed))


@given(st.integers(0, 42))
def test_shortened_seal_does_not_open(length):
    with pytest.raises(NotOpenedError):
        unseal_bytes(seal_bytes(b"secret")[:length])


@pytest.mark.parametrize("written", ["", "Grüße", "not sealed", "AAAA", "=", " ", "\n"])
def test_what_was_never_sealed_does_not_open(written):
    assert not opens(written)
    sealed = seal("secret")
    assert not opens(sealed + written) or not written


def test_the_same_is_never_sealed_the_same_twice():
    assert len({seal("yes") for _ in range(100)}) == 100


def test_it_is_sealed_with_aes_and_a_key_of_256_bits(settings):
    key = derived(settings.SECRET_KEY, use="towpath.accounts.sealing")
    sealed = base64.urlsafe_b64decode(seal("secret"))
    head, nonce, content = sealed[:9], sealed[9:21], sealed[21:]
    assert head == b"\x01" + bytes.fromhex(key.name)
    assert len(key.secret) == 32
    assert AESGCM(key.secret).decrypt(nonce, content, head) == b"secret"


def test_each_use_has_a_key_of_its_own(settings):
    assert derived(settings.SECRET_KEY, use="one") != derived(settings.SECRET_KEY, use="another")
    assert settings.SECRET_KEY not in repr(derived(settings.SECRET_KEY, use="one"))


def test_key_may_be_changed_while_the_old_one_is_kept(settings):
    sealed = seal("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unseal(sealed) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(NotOpenedError):
        unseal(sealed)


@pytest.mark.django_db
def test_secret_of_an_app_is_not_readable_in_the_database():
    app = set_up_app(person())
    kept = str(Authenticator.objects.get(pk=app.pk).data)
    assert SECRET not in kept
    assert app.wrap().validate_code(app_code())
