"""What a field's errors say: Django's own put in plain words that name the field, ours as written."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

Said = Callable[[str, Mapping[str, Any]], str]

BY_CODE: dict[str, Said] = {
    "max_length": lambda label, of: f"Shorten “{label}” to {of['limit_value']} characters: it has {of['show_value']}.",
    "min_length": lambda label, of: f"“{label}” must have {of['limit_value']} characters or more.",
    "min_value": lambda label, of: f"“{label}” must be {of['limit_value']} or more.",
    "max_value": lambda label, of: f"“{label}” must be {of['limit_value']} or less.",
    "invalid_choice": lambda label, of: f"Choose one of the answers offered under “{label}”.",
}


def sentences(bound: BoundField) -> list[str]:
    """The field's errors as a person reads them, in order."""
    return [sentence(bound, error) for error in bound.errors.as_data()] if bound.errors else []


def sentence(bound: BoundField, error: ValidationError) -> str:
    """One error. Django's own are told from ours by being translations waiting to be made."""
    written = " ".join(error.messages)
    if not isinstance(error.message, Promise):
        return written
    if error.code == "required":
        return _asked_for(bound)
    said = BY_CODE.get(error.code or "")
    return said(str(bound.label), error.params or {}) if said else written


def _asked_for(bound: BoundField) -> str:
    """What to do about a field left empty."""
    widget = bound.field.widget
    if isinstance(widget, forms.FileInput):
        return "Choose a file."
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick “{bound.label}” to go on."
    if isinstance(widget, (forms.Select, forms.RadioSelect)):
        return f"Choose an answer to “{bound.label}”."
    return f"Fill in “{bound.label}”."
