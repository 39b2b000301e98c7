"""The one way into the audit record."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import models

from towpath.access.grants import Visitor
from towpath.access.origin import current_origin
from towpath.audit.digests import digests_of
from towpath.audit.events import Event, EventKind
from towpath.audit.models import Entry, Head
from towpath.audit.signing import sign_entry, signed_head
from towpath.foundation.clock import now
from towpath.foundation.registry import Registry
from towpath.records.audited import label_of, partnership_key_of
from towpath.records.fitting import fit, fitted
from towpath.records.history import require_transaction
from towpath.records.once import use_form

CHANGES = {EventKind.CHANGED, EventKind.RIGHTS}  # what a form is used up by; looking, taking out and signing in are not
# Rooms above that follow every change, in its transaction: told of its rows as it left them, or gone.
FOLLOWERS: Registry[Hashable, Callable[[Sequence[models.Model]], None]] = Registry("follower of changes")


def record(
    *,
    actor: "Visitor | None",
    event: Event,
    subject: models.Model | None = None,
    beside: Any = (),  # rows; any, so that details may be given as a dictionary of one type
    **details: Any,
) -> Entry:
    """Add an entry to the chain, in the change's own transaction, so that both are kept or neither is.

    `details` hold keys and codes (a rating, a file's kind, a count), never free text or names. `beside` are rows that
    came, went or changed beside the subject: they are for what follows from them, and those that are watched leave
    their digests in the entry as the subject does.
    A change uses up the form that asked for it. Raises NotInTransactionError outside a transaction, and FormUsedError
    where another request has used the form.
    """
    require_transaction(f"{event.label}: record it inside the transaction of the change.")
    if event.kind in CHANGES:
        use_form(subject)
    rows = [*beside, *([subject] if subject else [])]
    digests = digests_of(rows) if event.changes_rows else {}
    about = {**_who(actor), **_from_where(), **_what(subject)}
    entry = _add(event, **about, details=details, digests=digests)
    if event.kind in CHANGES:
        _tell_followers(rows)
    return entry


def _add(event: Event, **about: Any) -> Entry:
    """Sign an entry over the one before it, add it, and move the head."""
    head = lock_record()
    entry = Entry(number=head.count + 1, at=now(), event=event, previous_hash=head.hash, **about)
    sign_entry(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=head.pk).update(**signed_head(entry.number, entry.hash))
    return entry


def lock_record() -> Head:
    """The head of the chain, which every change takes last: until this transaction ends no other is recorded."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    return head


def _tell_followers(rows: Sequence[models.Model]) -> None:
    for follower in FOLLOWERS:
        follower(rows)


def record_named(*, event: str, **more: Any) -> Entry:
    """The same for the room below, which knows events by their names alone (records.recording)."""
    return record(event=Event(event), **more)


def _who(actor: "Visitor | None") -> dict[str, str]:
    """The key and name of who acted; both empty when Towpath itself acted."""
    if actor is None or not actor.pk:
        return {"actor_key": "", "actor_label": ""}
    return {"actor_key": str(actor.pk), "actor_label": fit(Entry, "actor_label", str(actor))}


def _from_where() -> dict[str, str]:
    """The network address and the device of the request that is being answered; nothing in a job or a command."""
    origin = current_origin()
    return {} if origin is None else fitted(Entry, address=origin.address, device=origin.device)


def _what(subject: models.Model | None) -> dict[str, str]:
    """The kind, key, label and partnership of what was acted upon."""
    if subject is None:
        return {}
    partnership = partnership_key_of(subject)
    return {
        "subject_kind": subject._meta.label_lower,
        "subject_key": str(subject.pk),
        "subject_label": fit(Entry, "subject_label", label_of(subject)),
        "partnership_key": "" if partnership is None else str(partnership),
    }
