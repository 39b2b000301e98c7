"""Saving a record together with its history: what each field was and is, by whom, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from django.db import connection, models

from towpath.access.sensitivity import is_kept_from_histories
from towpath.foundation.clock import now
from towpath.records.holding import ChangedMeanwhile
from towpath.records.kinds import KINDS, partnership_of
from towpath.records.models import Act, Change
from towpath.records.refusing import Refused
from towpath.records.words import AnyField
from towpath.ui.words import as_day, as_moment, as_time

if TYPE_CHECKING:
    from towpath.accounts.models import User

WHY = "Figures rest on what you change: say why."
NOT_SHOWN = "Not shown"
Saved = TypeVar("Saved", bound=models.Model)


@dataclass(frozen=True)
class Difference:
    """What a field was and is, in words; and its value before and after where it is not text."""

    field: str
    label: str
    before: str
    after: str
    before_value: object = None
    after_value: object = None


class NotInTransactionError(Exception):
    """History and audit entries are written in the transaction of the change they tell of, or not at all."""


def require_transaction(sentence: str) -> None:
    """Raise NotInTransactionError with the sentence outside a transaction."""
    if not is_in_transaction():
        raise NotInTransactionError(sentence)


def is_in_transaction() -> bool:
    return connection.in_atomic_block


def save_with_history(
    record: Saved,
    *,
    actor: "User | None",
    reason: str = "",
    act: Act | None = None,
    beside: Sequence[Difference] = (),
    **new_values: object,
) -> Saved:
    """Set these values, save the record, give it its next version and write what changed into its history.

    What is derived from a record of its kind is derived anew where it changed; whoever adds one derives it themselves.
    A new record is recorded; one that changed was corrected where somebody said why, else amended. `beside` tells of
    what belongs to the record and is kept in other rows. Where nothing changed nothing is saved. The record must be
    locked, as `hold` locks it. Raises NotInTransactionError outside a transaction.
    """
    for name, value in new_values.items():
        setattr(record, name, value)
    if record._state.adding:
        record.save()
        add_history(record, actor=actor, act=act or Act.RECORDED, reason=reason, changed=beside)
        return record
    changed = [*differences(type(record)._base_manager.get(pk=record.pk), record), *beside]
    if changed:
        if _counts_versions(record):
            record.version += 1  # type: ignore[attr-defined]
        record.save()
        _forget_cached(record)
        add_history(
            record, actor=actor, act=act or (Act.CORRECTED if reason else Act.AMENDED), reason=reason, changed=changed
        )
        if kind := KINDS.get(record._meta.label_lower):
            kind.derive(record)()
    return record


def require_reason(reason: str, *, changes: bool, field: str = "reason") -> None:
    """Raise Refused beside the reason's field where what figures rest on changes and nobody says why."""
    if changes and not reason.strip():
        raise Refused(**{field: WHY})


def version_of(record: models.Model) -> int:
    """The version of a record: its own, or the newest entry of its history where it counts none."""
    if _counts_versions(record):
        return int(record.version)  # type: ignore[attr-defined]
    return Change.objects.of(record).order_by("-pk").values_list("pk", flat=True).first() or 0


def require_version(record: models.Model, version: int | None) -> None:
    """Raise ChangedMeanwhile where a record that counts no versions was changed since; it must be locked."""
    now_at = version_of(record)
    if version is not None and version != now_at:
        raise ChangedMeanwhile(record, now_at)


def _counts_versions(record: models.Model) -> bool:
    return any(field.name == "version" for field in record._meta.concrete_fields)


def add_history(
    record: models.Model, *, actor: "User | None", act: Act, reason: str = "", changed: Sequence[Difference] = ()
) -> list[Change]:
    """Write one act on a record into its history: an entry for each field that changed, or one for the whole."""
    require_transaction("Write history inside the transaction of the change.")
    about = {
        "subject_kind": record._meta.label_lower, "subject_key": record.pk, "act": act, "reason": reason.strip(),
        "partnership_key": partnership_of(record), "version": getattr(record, "version", None), "made_by": actor,
        "made_at": now(),
    }  # fmt: skip
    whole = [Difference("", "", "", "")]
    return Change.objects.bulk_create(Change(**about, **vars(one)) for one in changed or whole)


def differences(before: models.Model, after: models.Model) -> list[Difference]:
    """The fields of a record that changed. What is derived from others (`derived` of its model) is left out.

    Of a secret or special-category field it says that it changed, not what it held.
    """
    left_out = {"version", *getattr(after, "derived", ())}
    return [
        _difference(field, before, after)
        for field in after._meta.concrete_fields
        if field.name not in left_out and field.value_from_object(before) != field.value_from_object(after)
    ]


def _difference(field: AnyField, before: models.Model, after: models.Model) -> Difference:
    label = str(field.verbose_name)
    label = label[:1].upper() + label[1:]
    if is_kept_from_histories(type(after), field.name):
        return Difference(field.name, label, NOT_SHOWN, f"{NOT_SHOWN}; it changed")
    is_text = isinstance(field, models.CharField | models.TextField)
    values = (None, None) if is_text else (field.value_from_object(before), field.value_from_object(after))
    return Difference(field.name, label, in_words(before, field), in_words(after, field), *values)


def in_words(record: models.Model, field: AnyField) -> str:
    """A field's value as a person reads it; nothing for kept JSON, which other fields put in words."""
    if isinstance(field, models.JSONField):
        return ""
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")() or "")
    if field.is_relation:
        related = getattr(record, field.name)
        return "" if related is None else str(getattr(related, "name_in_history", related))
    return value_in_words(field.value_from_object(record))


def value_in_words(value: object) -> str:
    """A day as 3 March 2026, a number without idle noughts, yes or no; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return as_moment(value)
    if isinstance(value, date):
        return as_day(value)
    if isinstance(value, time):
        return as_time(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _forget_cached(record: models.Model) -> None:
    """What the record worked out of its fields and remembers is worked out anew."""
    for name, attribute in vars(type(record)).items():
        if type(attribute).__name__ == "cached_property":
            record.__dict__.pop(name, None)
