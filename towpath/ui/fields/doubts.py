"""A value that is questioned and not refused: the person says that it is right, or corrects it."""

from typing import Any

from django import forms

from towpath.ui.fields.choices import Checkboxes

CONFIRMED = "confirmed"


def question(form: forms.Form, name: str, value: str, sentence: str, *, label: str = "") -> None:
    """Put the question beside a field, with a tick that answers it; for use in `clean`.

    The tick holds the very value it confirms, so that another one typed afterwards is questioned in its turn.
    """
    form.fields[CONFIRMED] = forms.MultipleChoiceField(
        label="Is this right?", choices=[(value, f"Yes, {label or value} is right")], widget=Checkboxes
    )
    form.order_fields([*_up_to(form, name), CONFIRMED])
    if value not in _ticked(form.data):
        form.add_error(name, sentence)


def _up_to(form: forms.Form, name: str) -> list[str]:
    names = list(form.fields)
    return names[: names.index(name) + 1]


def _ticked(data: Any) -> list[str]:
    return data.getlist(CONFIRMED) if hasattr(data, "getlist") else [data.get(CONFIRMED)]
