"""The keys of the audit record. None is in the database, so whoever has only the database can forge no entry.

The newest signs; every key that is kept verifies, known by its name, which stands in whatever was signed with it. Where
`TOWPATH_RECORD_KEY` is not set, the key is derived from SECRET_KEY.
"""

import hmac
from collections.abc import Iterator

from django.conf import settings

from towpath.foundation.derived_keys import DerivedKey, derived

USE = "towpath.audit.record"


class RecordKey(DerivedKey):
    """A key that signs entries."""

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
    return _derived(master).name


def _keys() -> Iterator[RecordKey]:
    own = [settings.TOWPATH_RECORD_KEY] if settings.TOWPATH_RECORD_KEY else []
    masters = [*own, settings.SECRET_KEY, *settings.TOWPATH_RECORD_KEY_FALLBACKS, *settings.SECRET_KEY_FALLBACKS]
    return (_derived(master) for master in masters)


def _derived(master: str | bytes) -> RecordKey:
    key = derived(master, use=USE)
    return RecordKey(key.name, key.secret)
