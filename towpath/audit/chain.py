"""How entries are chained, and how the chain is proved. The hash covers every column of the entry."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from towpath.audit.models import ORIGIN, Entry, Head

COVERED = [
    "number",
    "event",
    "actor_key",
    "actor_label",
    "subject_kind",
    "subject_key",
    "subject_label",
    "partnership_key",
    "details",
    "previous_hash",
]


def hash_of(entry: Entry) -> str:
    """SHA-256 over the entry's columns and the hash of the entry before it, as canonical JSON."""
    covered = {name: getattr(entry, name) for name in COVERED}
    covered["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Proof:
    """What verifying found: how many entries hold, and the sentence that names the first broken link."""

    entries: int
    head: str
    broken: str = ""

    def __bool__(self) -> bool:
        return not self.broken


def verify(noted: str = "") -> Proof:
    """Walk the whole chain from its origin; stop at the first link that does not hold.

    `noted` is a head written down at an earlier proof, somewhere the database does not reach: the chain must still
    pass through it, which somebody who rewrote the whole chain and its head could not arrange.
    """
    number, previous, has_passed = 0, ORIGIN, noted in ("", ORIGIN)
    for entry in _entries():
        if broken := _broken_link(entry, number + 1, previous):
            return Proof(number, previous, broken)
        number, previous = entry.number, entry.hash
        has_passed = has_passed or entry.hash == noted
    if not has_passed:
        return Proof(number, previous, "The chain no longer passes through the head that was noted: it was rewritten.")
    head = Head.objects.first() or Head()
    if (head.count, head.hash) != (number, previous):
        return Proof(number, previous, f"Entries after {number} are missing: the head of the chain says {head.count}.")
    return Proof(number, previous)


def _entries() -> Iterator[Entry]:
    return Entry.objects.order_by("number").iterator(chunk_size=2000)


def _broken_link(entry: Entry, expected: int, previous: str) -> str:
    """The sentence for what is wrong with this entry, "" where it holds."""
    if entry.number != expected:
        return f"Entry {expected} is missing: the next one found is {entry.number}."
    if entry.previous_hash != previous:
        return f"Entry {entry.number} does not follow from entry {expected - 1}: one of them was replaced."
    if entry.hash != hash_of(entry):
        return f"Entry {entry.number} was changed after it was written."
    return ""
