"""Sealing everything anew after the installation's key was changed, so that the key before it can be put away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models, transaction

from towpath.accounts.models import Draft, OutgoingMail
from towpath.accounts.sealing import is_under_newest_key, opens, seal_anew
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.records.audited import watched_fields

SEALED_PARTS = ("secret", "seed")  # of an app's codes, of recovery codes
COLUMNS: tuple[tuple[type[models.Model], str], ...] = (
    (Draft, "sealed"),
    (Draft, "file"),
    (OutgoingMail, "sealed"),
    (Authenticator, "data"),
)


@dataclass(frozen=True)
class Resealed:
    """How much is under the newest key now that was not, and how much no key that is kept opens."""

    changed: int = 0
    closed: int = 0

    def __add__(self, other: "Resealed") -> "Resealed":
        return Resealed(self.changed + other.changed, self.closed + other.closed)


def seal_everything_anew() -> Resealed:
    """Each row in a transaction of its own, so that people go on meanwhile; safe to stop and begin again.

    A watched row has an entry of its own.
    """
    found = sum((_reseal(model, pk, column) for model, column in COLUMNS for pk in _keys_of(model)), Resealed())
    if found.changed:
        with transaction.atomic():
            record(actor=None, event=Event.KEY_CHANGED, count=found.changed)
    return found


def _keys_of(model: type[models.Model]) -> Iterator[int]:
    return model._default_manager.order_by("pk").values_list("pk", flat=True).iterator()


@transaction.atomic
def _reseal(model: type[models.Model], pk: int, column: str) -> Resealed:
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        return Resealed()
    value, found = _anew(getattr(row, column))
    if found.changed:
        model._default_manager.filter(pk=pk).update(**{column: value})
        if watched_fields(model):
            record(actor=None, event=Event.KEY_CHANGED, beside=[row], count=found.changed)
    return found


def _anew(value: Any) -> tuple[Any, Resealed]:
    """A sealed text, or the sealed parts of a dictionary."""
    if isinstance(value, dict):
        parts = {name: _anew(value[name]) for name in SEALED_PARTS if name in value}
        changed = {name: text for name, (text, _) in parts.items()}
        return value | changed, sum((found for _, found in parts.values()), Resealed())
    if not value or is_under_newest_key(value):
        return value, Resealed()
    return (seal_anew(value), Resealed(changed=1)) if opens(value) else (value, Resealed(closed=1))
