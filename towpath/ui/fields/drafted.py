"""What was typed earlier, put back into a form that has not been sent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict


def initial_from(typed: Mapping[str, Any], fields: Mapping[str, forms.Field], prefix: str = "") -> dict[str, Any]:
    """Initial values for the fields, from what was typed under the names a page sends."""
    sent = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in typed.items()})
    found = {}
    for name, field in fields.items():
        html_name = f"{prefix}-{name}" if prefix else name
        if not field.widget.value_omitted_from_data(sent, {}, html_name):
            found[name] = field.widget.value_from_datadict(sent, {}, html_name)
    return found
