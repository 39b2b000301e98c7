"""The kinds of paper: rooms above register theirs, and this room imports none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q

from towpath.access.roles import Permission
from towpath.audit.events import Event
from towpath.documents.blocks import PaperContents
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.foundation.registry import Registry
from towpath.foundation.transitions import Transitions
from towpath.papers.states import BUILT_AT_ONCE
from towpath.records.refusing import Refused
from towpath.ui.record_pages import address_of
from towpath.ui.words import as_day

Subject = Any  # what a paper is about: a record with a partnership, of another class in every registration


@dataclass(frozen=True)
class Section:
    """A part of a paper that people write."""

    slug: str
    label: str
    hint: str


# What the record calls the steps of a paper that is built at once and approved by nobody.
EVENTS_OF_BUILDING = {
    "begun": Event.REPORT_REQUESTED,
    "files_asked": Event.REPORT_REQUESTED,
    "cancelled": Event.REPORT_CANCELLED,
    "built": Event.REPORT_BUILT,
    "seen": Event.REPORT_SEEN,
    "exported": Event.REPORT_EXPORTED,
}


@dataclass(frozen=True, kw_only=True)
class PaperRights:
    """Who reads papers of a kind, who writes or approves them, and the sentence for whoever may not.

    `sees` is who reads, as a query over papers. Without `approves`, whoever writes also decides.
    """

    reads: tuple[Permission, ...]
    sees: Callable[[Any], Q]
    writes: Permission
    approves: Permission | None = None
    only_readers: str
    only_writers: str
    only_approvers: str = ""

    @property
    def decides(self) -> Permission:
        """What whoever approves holds, sends back and issues; of a paper nobody approves, whoever has it built."""
        return self.approves or self.writes

    @property
    def only_deciders(self) -> str:
        return self.only_approvers or self.only_writers


@dataclass(frozen=True, kw_only=True)
class PaperWording:
    """The words of a kind's list and of the page on which one is begun.

    `empty` is for whoever may begin one; `none_to_read`, where it differs, and `waits` are for everybody else.
    """

    begin: str
    button: str
    lead: str = ""
    empty: str
    none_to_read: str = ""
    waits: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """What this room must know of one kind of paper.

    `space` names its pages. `gather` gives all that a paper says, from its subject, its quarter, the moment at which
    things are known, what people wrote, and a note for its head. No paper is of a quarter that ended before its subject
    `began_on`, which `beginning` puts in words. `readership` says who sees a paper once it is final. `events` names in
    the audit record what is begun, seen and exported, whose files are asked for again, cancelled and built, and where
    people write it what is written, approved, sent back and issued.
    """

    name: str
    noun: str
    space: str
    command: str
    model: type[Model]
    related: tuple[str, ...] = ("partnership",)
    began_on: Callable[[Subject], date]
    beginning: Callable[[Subject], str] = lambda subject: f"the {subject._meta.verbose_name} began"
    gather: Callable[..., PaperContents]
    sections: tuple[Section, ...] = ()
    states: Transitions[Any] = BUILT_AT_ONCE
    rights: PaperRights
    events: Mapping[str, Event] = field(default_factory=lambda: EVENTS_OF_BUILDING)
    wording: PaperWording
    file_word: str = ""
    readership: Callable[[Subject], str] = lambda subject: ""

    @property
    def heading(self) -> str:
        """The kind as its list is headed: "Quarter reports"."""
        return f"{self.noun[:1].upper()}{self.noun[1:]}s"

    @property
    def prefix(self) -> str:
        """What its addresses begin with: "progress-reports/"."""
        return f"{self.space.replace('_', '-')}/"

    @property
    def subject_name(self) -> str:
        """What its subject is called: "plan"."""
        return str(self.model._meta.verbose_name)

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

    def page_of(self, subject: Subject) -> str:
        """The address of the subject's own page."""
        return address_of(self.model._meta.label_lower, subject.pk)

    def require_reportable(self, subject: Subject, quarter: Quarter) -> None:
        """Go on only for a quarter that has begun, and that did not end before its subject began. Raises Refused."""
        if quarter.start > today():
            raise Refused(quarter=f"{quarter} has not begun: choose this quarter or an earlier one.")
        first = self.began_on(subject)
        if quarter.end < first:
            before = f"{quarter} is before {self.beginning(subject)} on {as_day(first)}"
            raise Refused(quarter=f"{before}: choose {Quarter.containing(first)} or later.")


KINDS: Registry[str, PaperKind] = Registry("kind of paper", key=lambda kind: kind.name)


def kind_of_command(command: str) -> PaperKind:
    return next(kind for kind in KINDS if kind.command == command)
