"""The kinds of record that have a history: rooms above register theirs, and this room imports none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from towpath.access.verdicts import Verdict
from towpath.foundation.registry import Registry
from towpath.records.audited import partnership_key_of

if TYPE_CHECKING:
    from towpath.accounts.models import User

Record = Any  # a record of the kind, which is another class in every registration


def nothing_more(record: Record) -> Callable[[], object]:
    """Nothing is derived from such a record."""
    return lambda: None


def itself_alone(record: Record) -> None:
    """Its checks rest on no other row, and its own is locked in any case."""


def no_faults(record: Record) -> Mapping[str, str]:
    """Nothing that was recorded can speak against it."""
    return {}


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """What this room must know of one kind of record.

    `owner` is the record it stands on, such as its site; `may_change` is asked with the person and that owner, for
    the history as for taking back. `lock` locks what the checks rest on, such as the partnership or the site: whatever
    adds, corrects, takes back or puts back such a record locks it before it checks. `faults` are the checks of adding
    and correcting, each fault a sentence by its field; they are asked of a record that comes back too. `keeps` says
    why a record must not be taken back, `keeps_from` why not by this person, `follows` what happens when it no longer
    counts. `takes` names relations that go with it though their rows are protected, and `also_takes` further rows that
    nobody would keep without it; those of `returns_as` come back as the row that was made anew in their place
    meanwhile, where there is one. `derive` is for a kind that others are derived from: called before the record leaves,
    once it is back and once it was changed (`save_with_history`), it returns what is to be worked out anew after.
    `reading` gives the event that is recorded when somebody opens its history, and of what: the same as for the page
    that shows it; None where nothing is recorded.
    """

    model: type[Model]
    noun: str
    title: Callable[[Record], str]
    owner: Callable[[Record], Any]
    visible: Callable[["User"], QuerySet[Any]]
    may_change: Callable[["User", Any], Verdict]
    page: Callable[[Record], str]
    lock: Callable[[Record], Any]
    faults: Callable[[Record], Mapping[str, str]]
    correct: str = ""
    keeps: Callable[[Record], str] = field(default=lambda record: "")
    keeps_from: Callable[["User", Record], str] = field(default=lambda user, record: "")
    follows: Callable[[Record], Sequence[str]] = field(default=lambda record: ())
    takes: tuple[str, ...] = ()
    also_takes: Callable[[Record], Sequence[Any]] = field(default=lambda record: ())
    returns_as: tuple[type[Model], ...] = ()
    derive: Callable[[Record], Callable[[], object]] = nothing_more
    reading: Callable[[Record], tuple[str, Any] | None] = field(default=lambda record: None)

    @property
    def label(self) -> str:
        """The kind as addresses and histories name it, such as "training.support"."""
        return self.model._meta.label_lower

    def is_worked_with(self, user: "User", owner: Any) -> bool:
        """Whether this person finds that owner and may change what stands on it."""
        return self.visible(user).filter(pk=owner.pk).exists() and bool(self.may_change(user, owner))

    def is_visible(self, user: "User", record: Record) -> bool:
        """Whether this person finds what the record stands on."""
        try:
            owner = self.owner(record)
        except ObjectDoesNotExist:  # it was taken back itself, and is put back first
            return False
        return self.visible(user).filter(pk=owner.pk).exists()


KINDS: Registry[str, RecordKind] = Registry("kind of record", key=lambda kind: kind.label)


def kind_of(record: Model | type[Model]) -> RecordKind:
    """The kind of a record, or of the records of a model. Raises RegistryError where its room did not declare it."""
    return KINDS[record._meta.label_lower]


def partnership_of(record: Model) -> int | None:
    """The key of the partnership a record belongs to, by itself or through what it stands on; None for nobody's."""
    own = partnership_key_of(record)
    if own is not None or record._meta.label_lower not in KINDS:
        return own
    return partnership_key_of(kind_of(record).owner(record))
