"""Taking the national file of practices in, and recording which practice merged into which."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.practices import PracticeFile
from towpath.foundation.clock import now, today
from towpath.practices import policies
from towpath.practices.derived import derive_anew
from towpath.practices.models import ChangeKind, Practice, PracticeChange, RegisterLoad, SignUp
from towpath.practices.search import PRACTICE
from towpath.practices.services.locking import lock_register
from towpath.practices.services.register_comparing import Became, RegisterEntry, became, entry_of
from towpath.records.history import save_with_history
from towpath.records.refusing import Refused
from towpath.records.writing import insert, insert_or_overwrite
from towpath.search.services import index_rows
from towpath.ui.words import count_of

BATCH = 500
LONGEST_NAME = 250
SMALLEST = 10  # a register of fewer practices is somebody trying things out


class IncompleteFile(Refused):
    """The file lacks over a quarter of the practices of the register: somebody has to say that it is whole."""


@dataclass
class Refresh:
    """What a file changes: practices added and written anew, what became of which (by key), and who is gone; and what
    to ask of a file that lacks over a quarter of the practices of the register.
    """

    added: list[RegisterEntry] = field(default_factory=list)
    written: list[RegisterEntry] = field(default_factory=list)
    happened: list[tuple[int, Became]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    question: str = ""

    @property
    def changed(self) -> int:
        """Practices of which something became."""
        return len({practice for practice, _ in self.happened})


@transaction.atomic
def load_register(*, actor: User | None, file: PracticeFile, name: str, is_whole: bool = False) -> RegisterLoad:
    """Take the national file in: all of it or nothing. The newest file again changes nothing.

    Practices that it no longer holds are kept and marked. `is_whole` is somebody's word that a file which lacks over a
    quarter of the practices of the register is the whole one; without it, such a file raises IncompleteFile.
    """
    policies.may_load_register(actor).require()
    lock_register()
    require_right(file)
    if newest := newest_of(file):
        return newest
    refresh = compare(file)
    if refresh.question and not is_whole:
        raise IncompleteFile(refresh.question)
    load = _kept_load(actor, file, name, refresh)
    _write(refresh, load)
    index_rows(PRACTICE, _keys_of([*refresh.added, *refresh.written]))
    counts = {"added": load.added, "changed": load.changed, "gone": load.gone}
    record(actor=actor, event=Event.PRACTICES_LOADED, subject=load, dialect=load.dialect, rows=load.rows, **counts)
    return load


@transaction.atomic
def merge_practices(*, actor: User, practice: Practice, into: Practice, happened_on: date) -> PracticeChange:
    """Record that a practice merged into another. Its sign-ups stay its own; that it was fully trained is handed on."""
    policies.may_record_merger(actor, practice).require()
    lock_register()
    merged = {"kind": ChangeKind.MERGED, "happened_on": happened_on, "after": str(into), "into": into}
    change = PracticeChange(practice=practice, recorded_at=now(), **merged)
    if faults := faults_of_merger(change):
        raise Refused(**faults)
    save_with_history(change, actor=actor)
    derive_anew(SignUp.objects.filter(practice=practice))
    record(actor=actor, event=Event.PRACTICE_MERGED, subject=practice, into=into.code, on=happened_on.isoformat())
    return change


def require_right(file: PracticeFile) -> None:
    """A file is taken whole or not at all. Raises Refused with a line for everything that is wrong in it."""
    if file.errors:
        raise Refused("\n".join(map(str, file.errors)))


def newest_of(file: PracticeFile) -> RegisterLoad | None:
    """The load of this very file, where it is the one the register stands at."""
    newest = RegisterLoad.objects.first()
    return newest if newest is not None and newest.sha256 == file.sha256 else None


def compare(file: PracticeFile) -> Refresh:
    """Every row held against what is kept of its practice."""
    kept = {
        code: (pk, RegisterEntry(code, *rest))
        for pk, code, *rest in Practice.objects.order_by().values_list("pk", *RegisterEntry._fields)
    }
    refresh = Refresh()
    for row in file.rows:
        pk, was = kept.pop(row.code, (0, None))
        new = entry_of(row, was)
        if was is None:
            refresh.added.append(new)
        elif new != was:
            refresh.written.append(new)
            refresh.happened += [(pk, one) for one in became(new, was)]
    refresh.gone = [pk for pk, was in kept.values() if was.is_in_newest_file]
    refresh.question = _is_it_whole(file, len(refresh.gone))
    return refresh


def _is_it_whole(file: PracticeFile, gone: int) -> str:
    """However many rows it has: half of a file, and the file of another country, lose practices we know."""
    before = Practice.objects.filter(is_in_newest_file=True).count()
    if before < SMALLEST or gone * 4 <= before:
        return ""
    return (
        f"The file has {count_of(len(file.rows), 'practice')} and the register has {before:,}. "
        f"Is it the whole file? If it is, {count_of(gone, 'practice')} will be marked as no longer in it."
    )


def _kept_load(actor: User | None, file: PracticeFile, name: str, refresh: Refresh) -> RegisterLoad:
    return RegisterLoad.objects.create(
        loaded_at=now(),
        loaded_by=actor,
        name=name[-LONGEST_NAME:],
        sha256=file.sha256,
        dialect=file.dialect.value,
        rows=len(file.rows),
        added=len(refresh.added),
        changed=refresh.changed,
        gone=len(refresh.gone),
    )


def _write(refresh: Refresh, load: RegisterLoad) -> None:
    """Keep the practices, and add what became of them to their history."""
    for entries in (refresh.added, refresh.written):
        insert_or_overwrite(Practice, RegisterEntry._fields, entries, known_by=["code"])
    _mark_gone(refresh.gone)
    gone = [(pk, Became(ChangeKind.GONE, "", "")) for pk in refresh.gone]
    day = today()
    rows = (
        (pk, one.kind.value, one.on or day, one.before, one.after, load.pk, load.loaded_at)
        for pk, one in [*refresh.happened, *gone]
    )
    insert(PracticeChange, ("practice", "kind", "happened_on", "before", "after", "load", "recorded_at"), rows)


def _keys_of(entries: Sequence[RegisterEntry]) -> list[int]:
    codes = {entry.code for entry in entries}
    return [pk for pk, code in Practice.objects.order_by().values_list("pk", "code") if code in codes]


def _mark_gone(keys: Sequence[int]) -> None:
    for start in range(0, len(keys), BATCH):
        Practice.objects.filter(pk__in=keys[start : start + BATCH]).update(is_in_newest_file=False)


def faults_of_merger(change: PracticeChange) -> dict[str, str]:
    """A practice merges once, into another that did not merge into it, directly or through others, by today."""
    practice, into = change.practice, change.into
    if practice == into:
        return {"into": "A practice cannot merge into itself: choose another."}
    before = _mergers().exclude(pk=change.pk).filter(practice=practice).first()
    if before is not None:
        return {"into": f"{practice.name} merged into {before.into} already."}
    if into and (through := _way(into, practice, besides=change)):
        return {"into": f"{' and '.join(through)}: it cannot be the other way round as well."}
    is_ahead = change.happened_on > today()
    return {"happened_on": "The day of the merger must be today or earlier."} if is_ahead else {}


def _mergers() -> Any:
    return PracticeChange.objects.filter(kind=ChangeKind.MERGED).select_related("practice", "into")


def _way(start: Practice, end: Practice, *, besides: PracticeChange) -> list[str]:
    """The mergers, one after the other, by which a practice went into another, in words; none where it did not."""
    said: list[str] = []
    seen: set[int] = set()
    at: Practice | None = start
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        step = _mergers().exclude(pk=besides.pk).filter(practice=at).first()
        at = step.into if step else None
        said += [f"{step.practice} merged into {step.into.name}"] if step else []
        if at == end:
            return said
    return []
