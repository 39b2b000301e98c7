"""Entries of the record in the words an auditor reads, on the page and as rows of a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from towpath.accounts.models import User
from towpath.audit.events import Event, EventKind
from towpath.audit.models import Entry
from towpath.audit.subjects import address_of, noun_of
from towpath.documents.writers.sheet import Column, Sheet
from towpath.partners.presenters.verifying import faults_to_look_at
from towpath.ui.first_page import PartEntry

QUESTIONS = {
    EventKind.SAW: "Who saw what",
    EventKind.CHANGED: "Who changed what",
    EventKind.TOOK_OUT: "Who took what out",
    EventKind.RIGHTS: "Who was given or lost rights",
    EventKind.SIGN_IN: "Who signed in, or failed to",
}
COLUMNS = (
    Column("Number", 10), Column("When", 34), Column("Who"), Column("What", 30), Column("Kind of record"),
    Column("Record", 40), Column("Details", 40), Column("Device", 30), Column("Network address", 20),
    Column("Hash", 66),
)  # fmt: skip


@dataclass(frozen=True)
class EntryLine:
    """One entry in words: who, from where, what, about which record, and the keys and codes kept with it."""

    entry: Entry
    who: str
    origin: str
    what: str
    noun: str
    about: str
    address: str
    details: str


def present_entry(entry: Entry, user: User) -> EntryLine:
    """The entry, with a link to its record where this person may open it."""
    is_own = (entry.subject_key, entry.subject_label) == (entry.actor_key, entry.actor_label)
    return EntryLine(
        entry=entry,
        who=_who(entry),
        origin=", ".join(filter(None, (entry.device, entry.address))),
        what=_what(entry.event),
        noun="" if is_own else noun_of(entry.subject_kind),
        about="" if is_own else entry.subject_label,
        address="" if is_own else address_of(entry.subject_kind, entry.subject_key, user, entry.partnership_key),
        details=", ".join(f"{name.replace('_', ' ')}: {_in_words(value)}" for name, value in entry.details.items()),
    )


def audit_sheet(lines: Iterable[EntryLine], count: int) -> Sheet:
    """A row for each entry, with the hash by which the chain of entries is checked."""
    rows = (
        (line.entry.number, line.entry.at.isoformat(), line.who, line.what, line.noun, line.about, line.details,
         line.entry.device, line.entry.address, line.entry.hash)
        for line in lines
    )  # fmt: skip
    return Sheet("Audit record", COLUMNS, rows, count)


def kinds_of_entry(user: User) -> list[PartEntry]:
    """What does not hold, then the record by kind of event; nothing is read of it until one is opened."""
    asked = [PartEntry(asked, reverse("audit", query={"kind": kind.value})) for kind, asked in QUESTIONS.items()]
    return [*faults_to_look_at(), *asked]


def _who(entry: Entry) -> str:
    """Who acted; somebody unknown where a sign-in failed; Towpath where its own job did."""
    if entry.actor_label:
        return entry.actor_label
    return "Somebody" if _kind(entry.event) == EventKind.SIGN_IN else "Towpath"


def _what(event: str) -> str:
    """The event in words; its code where an older version of Towpath wrote it and this one no longer knows it."""
    return str(Event(event).label) if event in Event.values else event


def _kind(event: str) -> EventKind | None:
    return Event(event).kind if event in Event.values else None


def _in_words(value: object) -> str:
    """Codes without their underscores."""
    words = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
    return words.replace("_", " ")
