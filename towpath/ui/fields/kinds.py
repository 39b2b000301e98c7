"""Which template shows a field: found by its widget, so that a dependency's fields are shown as well as ours."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input

from towpath.ui.fields.dates import DateBoxes

# First match wins, so that a narrower widget stands before the one it is made from.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "other"),
    (Input, "input"),
)


def kind_of(widget: forms.Widget) -> str:
    """The template a widget is shown by; "other" for one nobody foresaw, shown as its author made it."""
    return next((kind for made, kind in KINDS if isinstance(widget, made)), "other")


def id_of(bound: BoundField) -> str:
    """The id of the field's box, or of the first of its boxes."""
    return str(bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name)
