"""What is kept in the database sealed under the installation's key, so that a copy of the database alone is no use.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits, under a key derived from SECRET_KEY. Sealed bytes are

    form (1 byte), name of the key (8), nonce (12), what was sealed with its proof (16 more than it was)

where the form and the name are proved with the rest, so nothing can be said to be under another key. While a key is
being changed, what was sealed under the ones in SECRET_KEY_FALLBACKS still opens.
"""

import base64
import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from towpath.foundation.derived_keys import DerivedKey, derived

USE = "towpath.accounts.sealing"
FORM = b"\x01"
NONCE_LENGTH = 12


class NotOpenedError(Exception):
    """Sealed under a key that is not kept, or touched since."""


def seal(text: str) -> str:
    """The text, readable only with the installation's key. A third longer than it was, and 50 letters more."""
    return base64.urlsafe_b64encode(seal_bytes(text.encode())).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises NotOpenedError."""
    return unseal_bytes(_bytes_of(sealed)).decode()


def seal_bytes(content: bytes) -> bytes:
    """The bytes, readable only with the installation's key."""
    key = next(_keys())
    head, nonce = _head(key), secrets.token_bytes(NONCE_LENGTH)
    return head + nonce + AESGCM(key.secret).encrypt(nonce, content, head)


def unseal_bytes(sealed: bytes | memoryview) -> bytes:
    """What was sealed. Raises NotOpenedError."""
    kept = bytes(sealed)
    for key in _keys():
        head = _head(key)
        if kept.startswith(head):
            nonce, content = kept[len(head) : len(head) + NONCE_LENGTH], kept[len(head) + NONCE_LENGTH :]
            try:
                return AESGCM(key.secret).decrypt(nonce, content, head)
            except (InvalidTag, ValueError):  # the second where the nonce itself is cut short
                break
    raise NotOpenedError


def seal_anew(sealed: str) -> str:
    """The same under the newest key. Raises NotOpenedError."""
    return seal(unseal(sealed))


def is_under_newest_key(sealed: str) -> bool:
    return opens(sealed) and _bytes_of(sealed).startswith(_head(next(_keys())))


def opens(sealed: str) -> bool:
    """Can this still be read, or was it sealed under a key that is gone?"""
    try:
        unseal(sealed)
    except NotOpenedError:
        return False
    return True


def _bytes_of(sealed: str) -> bytes:
    try:
        return base64.b64decode(sealed, altchars=b"-_", validate=True)
    except ValueError:
        raise NotOpenedError from None


def _head(key: DerivedKey) -> bytes:
    return FORM + bytes.fromhex(key.name)


def _keys() -> Iterator[DerivedKey]:
    """The newest first."""
    return (derived(key, use=USE) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
