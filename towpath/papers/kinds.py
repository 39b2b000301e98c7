"""The kinds of paper: rooms above register theirs, and this room imports none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q

from towpath.access.roles import Permission
from towpath.audit.events import Event
from towpath.documents.blocks import PaperContents
from towpath.foundation.periods import Quarter
from towpath.foundation.registry import Registry
from towpath.foundation.transitions import Transitions

Subject = Any  # what a paper is about: a record with a partnership, of another class in every registration


@dataclass(frozen=True)
class Section:
    """A part of a paper that people write."""

    slug: str
    label: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """What this room must know of one kind of paper.

    `space` names its pages and `prefix` begins their addresses. `gather` gives all that a paper says, from its
    subject, its quarter, the moment at which things are known, what people wrote, and a note for its head. `sees` is
    who reads, as a query over papers. `require_reportable` refuses a quarter of which there is nothing to report.
    `readership` says who sees a paper once it is final. `events` names in the audit record what is begun, seen and
    exported, whose files are asked for again, cancelled and built, and where people write it what is written, approved,
    sent back and issued.
    """

    name: str
    noun: str
    space: str
    prefix: str
    command: str
    model: type[Model]
    related: tuple[str, ...]
    subject_name: str
    title: Callable[[Subject], str]
    page: Callable[[Subject], str]
    began_on: Callable[[Subject], date]
    gather: Callable[..., PaperContents]
    require_reportable: Callable[[Subject, Quarter], None]
    states: Transitions[Any]
    sections: tuple[Section, ...] = ()
    reads: tuple[Permission, ...]
    sees: Callable[[Any], Q]
    writes: Permission
    approves: Permission
    only_writers: str
    only_approvers: str
    only_readers: str
    events: Mapping[str, Event]
    begin: str
    button: str
    lead: str
    empty: str
    none_to_read: str
    waits: str
    file_word: str = ""
    readership: Callable[[Subject], str] = lambda subject: ""

    @property
    def heading(self) -> str:
        """The kind as its list is headed: "Quarter reports"."""
        return f"{self.noun[:1].upper()}{self.noun[1:]}s"

    @property
    def first(self) -> str:
        """The state in which a paper of this kind begins."""
        return str(next(iter(self.states.moves)).value)

    @property
    def is_written(self) -> bool:
        """Whether people write parts of it, and somebody approves it."""
        return bool(self.sections)

    def subjects(self) -> Any:
        """The records such papers are about, with all that their contents name."""
        return self.model._default_manager.select_related(*self.related)


# What the record calls the steps of a paper that is built at once and approved by nobody.
EVENTS_OF_BUILDING = {
    "begun": Event.REPORT_REQUESTED,
    "files_asked": Event.REPORT_REQUESTED,
    "cancelled": Event.REPORT_CANCELLED,
    "built": Event.REPORT_BUILT,
    "seen": Event.REPORT_SEEN,
    "exported": Event.REPORT_EXPORTED,
}
KINDS: Registry[str, PaperKind] = Registry("kind of paper", key=lambda kind: kind.name)


def kind_of_command(command: str) -> PaperKind:
    return next(kind for kind in KINDS if kind.command == command)
