"""Secrets kept in the database, sealed under the installation's key so that a copy of the database alone is no use.

Fernet (AES-128-CBC with HMAC-SHA256) under a key derived from SECRET_KEY. While a key is being changed, what was sealed
under the ones in SECRET_KEY_FALLBACKS still opens.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE = b"towpath.accounts.sealing:"  # so that no other use of SECRET_KEY shares this key


def seal(text: str) -> str:
    """The text, readable only with the installation's key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises cryptography.fernet.InvalidToken where the key is another or the text was touched."""
    return _keys().decrypt(sealed.encode()).decode()


def seal_bytes(content: bytes) -> bytes:
    """The bytes, readable only with the installation's key. A third longer than they were."""
    return _keys().encrypt(content)


def unseal_bytes(sealed: bytes | memoryview) -> bytes:
    """What was sealed. Raises cryptography.fernet.InvalidToken as `unseal`."""
    return _keys().decrypt(bytes(sealed))


def seal_anew(sealed: str) -> str:
    """The same under the newest key. Raises cryptography.fernet.InvalidToken where no key that is kept opens it."""
    return _keys().rotate(sealed.encode()).decode()


def is_under_newest_key(sealed: str) -> bool:
    try:
        _fernet(settings.SECRET_KEY).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def opens(sealed: str) -> bool:
    """Can this still be read, or was it sealed under a key that is gone?"""
    try:
        unseal(sealed)
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str | bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + force_bytes(key)).digest()))
