"""Keys derived from one of the settings: each use has its own, so that none says anything of another."""

import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NAME_LENGTH = 16  # hexadecimal digits


@dataclass(frozen=True)
class DerivedKey:
    """A key of 256 bits and its name, from which the key cannot be worked out."""

    name: str
    secret: bytes = field(repr=False)


@lru_cache(maxsize=100)
def derived(master: str | bytes, *, use: str) -> DerivedKey:
    """The key for this use. HKDF with SHA-256 (RFC 5869): `master` is a long random text, not a password."""
    content = master if isinstance(master, bytes) else master.encode()
    secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=use.encode()).derive(content)
    return DerivedKey(hmac.digest(secret, b"name", "sha256").hex()[:NAME_LENGTH], secret)
