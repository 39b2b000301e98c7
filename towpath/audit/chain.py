"""How the chain of entries is proved, from its origin to its head."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.keys import RecordKey, kept_keys
from towpath.audit.models import ORIGIN, Entry, Head
from towpath.audit.noting import NotedHead
from towpath.audit.signing import FORMS, fills_other_columns, hash_of, is_signed
from towpath.foundation.clock import local_day
from towpath.ui.words import as_day

BATCH = 2_000
REWRITTEN = "The chain no longer passes through {noted}: it was rewritten."
LOST = "{noted} stood at entry {count}: what followed entry {up_to} was lost in the restore of {day} (entry {number})."
LOST_OR_REWRITTEN = (
    "The chain does not pass through {noted}: it was lost in the restore of {day} (entry {number}) if it was noted "
    "between that and the backup, and else the chain was rewritten."
)


@dataclass(frozen=True)
class Proof:
    """What verifying found: how many entries hold, and the sentence that names the first broken link."""

    entries: int
    head: str
    broken: str = ""
    lost: tuple[str, ...] = ()  # a sentence for each noted head that a restore left behind

    def __bool__(self) -> bool:
        return not self.broken


def verify(noted: Collection[NotedHead] = ()) -> Proof:
    """Walk the whole chain from its origin; stop at the first link that does not hold.

    It must pass through the heads that were noted, somewhere the database does not reach. Nobody waits while it is
    walked; only what was added meanwhile is walked with the head locked.
    """
    walk = _Walk(noted)
    walk.go_on()
    with transaction.atomic():
        head = Head.objects.select_for_update().filter(pk=1).first()
        walk.go_on()
    broken = walk.broken or _fault_of_head(head, walk) or walk.fault_of_noted() or _fault_of_empty(walk)
    return Proof(walk.number, walk.previous, broken, tuple(walk.lost))


@dataclass(frozen=True)
class _Restore:
    """What an entry says of a restore: from then on the chain goes on from an earlier entry than it had reached."""

    number: int
    day: date
    up_to: int
    lost: frozenset[str]  # the noted heads that were known then to be beyond

    def left_behind(self, noted: NotedHead) -> bool:
        """Whether that head was noted before the restore, of an entry that the backup had not yet. Of another on the
        same day it is not known, unless the restore named it.
        """
        is_before = noted.hash in self.lost or (noted.day is not None and noted.day < self.day)
        return is_before and noted.count is not None and noted.count > self.up_to


class _Walk:
    """Along the chain, as far as it holds."""

    def __init__(self, noted: Collection[NotedHead]) -> None:
        self.number, self.form, self.previous, self.broken = 0, 0, ORIGIN, ""
        self.keys = kept_keys()
        self.counted: dict[int, list[NotedHead]] = defaultdict(list)
        for one in noted:
            if one.count is not None:
                self.counted[one.count].append(one)
        self.restores: list[_Restore] = []
        self.lost: list[str] = []
        self.sought = {one.hash: one for one in noted if one.count is None and one.hash != ORIGIN}

    def go_on(self) -> None:
        """Take every entry there is from here on, until one does not hold."""
        for entry in _entries(self.number):
            self.broken = self.broken or _broken_link(entry, self)
            if not self.broken and entry.event == Event.RESTORED:
                self.restores.append(_restore_of(entry))
            self.broken = self.broken or self._fault_of_counted(entry)
            if self.broken:
                return
            self.number, self.form, self.previous = entry.number, entry.form, entry.hash
            self.sought.pop(entry.hash, None)

    def fault_of_noted(self) -> str:
        """The sentence for a head that was noted and is not in the chain; "" where it passes through all."""
        for count in sorted(count for count in self.counted if count > self.number):
            for one in self.counted[count]:
                if not self._is_lost(one):
                    return f"The record ends at entry {self.number}, and {one.called} stood at entry {one.count}."
        return next((self._fault_of_sought(one) for one in self.sought.values()), "")

    def _fault_of_counted(self, entry: Entry) -> str:
        for one in self.counted.get(entry.number, ()):
            if one.hash != entry.hash and not self._is_lost(one):
                return REWRITTEN.format(noted=one.called)
        return ""

    def _fault_of_sought(self, noted: NotedHead) -> str:
        if not self.restores:
            return REWRITTEN.format(noted=noted.called)
        last = self.restores[-1]
        return LOST_OR_REWRITTEN.format(noted=noted.called, day=as_day(last.day), number=last.number)

    def _is_lost(self, noted: NotedHead) -> bool:
        """Whether a restore left it behind, which is said and is no fault."""
        restore = next((one for one in self.restores if one.left_behind(noted)), None)
        if restore:
            told = {"up_to": restore.up_to, "day": as_day(restore.day), "number": restore.number}
            sentence = LOST.format(noted=noted.called, count=noted.count, **told)
            self.lost.append(sentence[:1].upper() + sentence[1:])
        return restore is not None


def _restore_of(entry: Entry) -> _Restore:
    details = entry.details
    return _Restore(entry.number, local_day(entry.at), details["up_to"], frozenset(details["lost"]))


def _entries(after: int) -> Iterator[Entry]:
    """The entries after that number in their order, as many at a time as a page of the walk takes."""
    rows = Entry.objects.order_by("number")
    page = list((rows.filter(number__gt=after) if after else rows)[:BATCH])
    while page:
        yield from page
        page = list(rows.filter(number__gt=page[-1].number)[:BATCH])


def _broken_link(entry: Entry, walk: _Walk) -> str:
    """The sentence for what is wrong with this entry, "" where it holds."""
    if entry.number != walk.number + 1:
        return f"Entry {walk.number + 1} is missing: the next one found is {entry.number}."
    if entry.previous_hash != walk.previous:
        return f"Entry {entry.number} does not follow from entry {walk.number}: one of them was replaced."
    return _fault_of_form(entry, walk.form) or _fault_of_hash(entry, walk.keys)


def _fault_of_form(entry: Entry, before: int) -> str:
    if entry.form not in FORMS:
        return f"Entry {entry.number} is in form {entry.form}, which this version of Towpath does not know."
    if entry.form < before:
        return (
            f"Entry {entry.number} is in form {entry.form}, which was closed: entry {entry.number - 1} is in a later."
        )
    return ""


def _fault_of_hash(entry: Entry, keys: Mapping[str, RecordKey]) -> str:
    key = keys.get(entry.key_name)
    if key is None:
        return (
            f"Entry {entry.number} is signed with key {entry.key_name}, which is not kept here: name the key that was "
            "in use then in SECRET_KEY_FALLBACKS or TOWPATH_RECORD_KEY_FALLBACKS."
        )
    if entry.hash != hash_of(entry, key) or fills_other_columns(entry):
        return f"Entry {entry.number} was changed after it was written."
    return ""


def _fault_of_head(head: Head | None, walk: _Walk) -> str:
    if head is None:
        return "The head of the chain is missing."
    if head.count > walk.number:
        return f"Entries after {walk.number} are missing: the head of the chain says {head.count}."
    if (head.count, head.hash) != (walk.number, walk.previous):
        return f"Entries after {head.count} were not added by Towpath: the head of the chain stands there."
    if not is_signed(head):
        return f"The head of the chain is not signed by Towpath: entries after {walk.number} may be missing."
    return ""


def _fault_of_empty(walk: _Walk) -> str:
    """Inviting the first person is recorded, so where there are people there are entries."""
    is_emptied = walk.number == 0 and get_user_model()._default_manager.exists()
    return "The record is empty although people have accounts: it was removed." if is_emptied else ""
