"""The keys of the audit record. None is in the database, so whoever has only the database can forge no entry.

The newest signs; every key that is kept verifies, known by its name, which stands in whatever was signed with it. Where
`TOWPATH_RECORD_KEY` is not set, the key is derived from SECRET_KEY.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE = b"towpath.audit.record"  # so that no other use of the same setting shares this key
NAME_LENGTH = 16


@dataclass(frozen=True)
class RecordKey:
    """A key and its name, from which the key cannot be worked out."""

    name: str
    secret: bytes = field(repr=False)

    def sign(self, purpose: str, text: str) -> str:
        """HMAC-SHA256 of a text; what was signed for one purpose is no use for another."""
        return hmac.digest(self.secret, f"{purpose}\0{text}".encode(), "sha256").hex()


def signing_key() -> RecordKey:
    """The key under which entries are written now."""
    return next(_keys())


def kept_keys() -> dict[str, RecordKey]:
    """Every key that is kept, by its name."""
    return {key.name: key for key in _keys()}


def name_of_key(master: str) -> str:
    """By which name a key of the settings is known, such as SECRET_KEY."""
    return _derived(force_bytes(master)).name


def _keys() -> Iterator[RecordKey]:
    own = [settings.TOWPATH_RECORD_KEY] if settings.TOWPATH_RECORD_KEY else []
    masters = [*own, settings.SECRET_KEY, *settings.TOWPATH_RECORD_KEY_FALLBACKS, *settings.SECRET_KEY_FALLBACKS]
    return (_derived(force_bytes(master)) for master in masters)


@lru_cache(maxsize=100)
def _derived(master: bytes) -> RecordKey:
    secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(master)
    return RecordKey(hmac.digest(secret, b"name", "sha256").hex()[:NAME_LENGTH], secret)
