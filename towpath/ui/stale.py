"""A form that somebody else overtook: the typing stays, what was saved meanwhile is shown, and the person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from towpath.ui.words import as_day


@dataclass(frozen=True)
class Overtaken:
    """A field in which what is saved now differs from what this person typed, both in words."""

    label: str
    saved: str
    typed: str


def refresh(form: forms.BaseForm, changed: Any) -> Any:
    """Put the sentence on the form and let its next sending count as having seen the newer record.

    `changed` is the exception a service raised, with the record as it now stands in `current`, which is returned.
    """
    sent: Any = form.data
    typed = sent.copy()
    typed[form.add_prefix(changed.field)] = str(changed.version)
    form.data = typed
    form.add_error(None, str(changed))
    return changed.current


def overtaken(form: forms.BaseForm, saved: Mapping[str, Any]) -> tuple[Overtaken, ...]:
    """The fields of a valid form in which what is saved, given as its initial values, is not what was typed.

    Why something is changed (`is_reason` of its field) is nothing of the record, and is left out.
    """
    fields = (bound for bound in form.visible_fields() if not getattr(bound.field, "is_reason", False))
    pairs = ((bound, saved.get(bound.name), form.cleaned_data.get(bound.name)) for bound in fields)
    said = ((str(bound.label), _said(bound.field, kept), _said(bound.field, typed)) for bound, kept, typed in pairs)
    return tuple(Overtaken(label, kept, typed) for label, kept, typed in said if kept != typed)


def _said(field: forms.Field, value: Any) -> str:
    """A field's value as a person would say it."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return as_day(value)
    if isinstance(field, forms.ChoiceField):
        return _labels(field, value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _labels(field: forms.ChoiceField, value: Any) -> str:
    prepared = field.prepare_value(value)
    is_several = isinstance(prepared, Iterable) and not isinstance(prepared, str)
    chosen = {str(one) for one in (prepared if is_several else [prepared])}
    offered: Any = field.choices
    return ", ".join(str(label) for key, label in offered if str(key) in chosen and key not in (None, ""))
