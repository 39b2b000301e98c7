"""How entries and the head of the chain are signed, and the forms in which an entry may be.

Every entry says its form, and every form that was ever written keeps its way to be verified here. A further form is
added beside the others and takes the place of `CURRENT`; its first entry is signed over the hash of the last one in
the earlier form, which closes that part of the chain: nothing in an earlier form can follow.
"""

import json
from datetime import UTC
from typing import Any

from django.db.models import Field

from towpath.audit.keys import RecordKey, kept_keys, signing_key
from towpath.audit.models import ORIGIN, Entry, Head

# The columns that each form signs, beside the moment. Every other column of such an entry holds what it is given by
# default, as nothing would show that it was changed.
FORMS: dict[int, tuple[str, ...]] = {
    1: (
        "number",
        "form",
        "key_name",
        "event",
        "actor_key",
        "actor_label",
        "address",
        "device",
        "subject_kind",
        "subject_key",
        "subject_label",
        "partnership_key",
        "details",
        "digests",
        "previous_hash",
    ),
}
CURRENT = 1
BESIDE = {"at", "hash"}  # signed in another way; the signature itself


def sign_entry(entry: Entry) -> None:
    """Give an entry its form, the name of its key, and its hash."""
    key = signing_key()
    entry.form, entry.key_name = CURRENT, key.name
    entry.hash = hash_of(entry, key)


def hash_of(entry: Entry, key: RecordKey) -> str:
    """HMAC-SHA256 over the columns of the entry's form, the hash of the entry before it among them, as JSON."""
    covered = {name: getattr(entry, name) for name in FORMS[entry.form]}
    covered["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return key.sign("entry", canonical(covered))


def signed_head(count: int, entry_hash: str) -> dict[str, Any]:
    """What the head of the chain holds after that many entries."""
    key = signing_key()
    return {"count": count, "hash": entry_hash, "key_name": key.name, "signature": _signature(count, entry_hash, key)}


def is_signed(head: Head) -> bool:
    """Whether Towpath wrote the head as it stands, under a key that is kept. Before the first entry nothing is."""
    if (head.count, head.hash) == (0, ORIGIN):
        return True
    key = kept_keys().get(head.key_name)
    return key is not None and head.signature == _signature(head.count, head.hash, key)


def fills_other_columns(entry: Entry) -> bool:
    """Whether something stands in a column that the entry's form does not sign."""
    signed = {*FORMS[entry.form], *BESIDE}
    others: list[Field[Any, Any]] = [field for field in Entry._meta.concrete_fields if field.name not in signed]
    return any(field.value_from_object(entry) != field.get_default() for field in others)


def canonical(value: Any) -> str:
    """JSON written in one way only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _signature(count: int, entry_hash: str, key: RecordKey) -> str:
    return key.sign("head", f"{count} {entry_hash}")
