"""Taking back what was recorded by mistake, and putting it back."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db import models, transaction

from towpath.foundation.clock import now
from towpath.records.fitting import fit
from towpath.records.history import add_history, require_version
from towpath.records.kinds import KINDS, RecordKind, kind_of, partnership_of
from towpath.records.models import Act, TakenBack
from towpath.records.recording import record
from towpath.records.refusing import Refused
from towpath.records.set_aside import bring_back, goes_with, record_of, take_out

if TYPE_CHECKING:
    from towpath.accounts.models import User

WHY = "Say why."


@transaction.atomic
def take_back(*, actor: "User", subject: models.Model, reason: str, version: int | None = None) -> TakenBack:
    """Take a record back: from now on it counts nowhere, and what was derived from it is derived anew.

    Raises ChangedMeanwhile where somebody changed it since that version, and Refused with the sentence where
    it must not be taken back. A second click finds it taken back and changes nothing.
    """
    kind = kind_of(subject)
    kind.may_change(actor, kind.owner(subject)).require()
    kind.lock(subject)
    held = _lock(kind, subject, version)
    if held is None:
        return TakenBack.objects.still_out().get(kind=kind.label, key=subject.pk)
    _require(reason)
    rows = rows_to_take(actor, held)
    derive = kind.derive(held)
    owner = kind.owner(held)
    taken = TakenBack.objects.create(
        kind=kind.label, key=held.pk, title=fit(TakenBack, "title", kind.title(held)),
        owner_kind=owner._meta.label_lower, owner_key=owner.pk, partnership_key=partnership_of(held),
        reason=reason.strip(), taken_back_by=actor, taken_back_at=now(),
    )  # fmt: skip
    add_history(held, actor=actor, act=Act.TAKEN_BACK, reason=reason)
    take_out(taken, rows)
    derive()
    record(actor=actor, event="taken_back", subject=owner, beside=rows, kind=kind.label, key=held.pk, rows=len(rows))
    return taken


@transaction.atomic
def put_back(*, actor: "User", taken: TakenBack, reason: str) -> models.Model:
    """Put back what was taken back, as it was, where it and what went with it pass the checks of their kinds now.

    Raises Refused with the sentences of what speaks against it.
    """
    subject = record_of(taken)
    kind = kind_of(subject)
    kind.may_change(actor, kind.owner(subject)).require()
    kind.lock(subject)
    held = TakenBack.objects.select_for_update().get(pk=taken.pk)
    if held.put_back_at is not None:
        return subject
    _require(reason)
    back, *with_it = bring_back(held, kind.returns_as)
    if faults := [*kind.faults(back).values(), *_faults_of_what_comes_too(with_it)]:
        raise Refused(" ".join(faults))
    held.put_back_at = now()
    held.save(update_fields=["put_back_at"])
    kind.derive(back)()
    add_history(back, actor=actor, act=Act.PUT_BACK, reason=reason)
    came = [back, *with_it]
    record(actor=actor, event="put_back", subject=kind.owner(back), beside=came, kind=kind.label, key=back.pk)
    return back


def _faults_of_what_comes_too(rows: Sequence[models.Model]) -> Iterator[str]:
    """What went with a record passes the checks of its own kind as well, such as a period of a site."""
    for row in rows:
        if kind := KINDS.get(row._meta.label_lower):
            yield from (f"“{kind.title(row)}” would come back with it. {fault}" for fault in kind.faults(row).values())


def rows_to_take(actor: "User", subject: models.Model) -> list[models.Model]:
    """The record and what goes with it. Raises Refused with the sentence where it must not be taken back."""
    kind = kind_of(subject)
    if fault := kind.keeps(subject) or kind.keeps_from(actor, subject):
        raise Refused(fault)
    rows = goes_with(subject, kind.takes)
    return [*rows, *(row for row in kind.also_takes(subject) if row not in rows)]


def why_not(actor: "User", subject: models.Model) -> str:
    """Why this person must not take a record back; "" where they may."""
    try:
        rows_to_take(actor, subject)
    except Refused as refused:
        return str(refused)
    return ""


def _lock(kind: RecordKind, subject: models.Model, version: int | None) -> models.Model | None:
    """The record locked, as its page showed it; None where it was taken back already."""
    rows = kind.model._base_manager
    if not rows.select_for_update().filter(pk=subject.pk).exists():
        return None
    held = rows.get(pk=subject.pk)
    require_version(held, version)
    return held


def _require(reason: str) -> None:
    if not reason.strip():
        raise Refused(reason=WHY)
