"""The error summary: each error of a form once, leading to the box where it can be put right."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet

from towpath.ui.fields.boxes import wrong_boxes
from towpath.ui.fields.dates import PARTS
from towpath.ui.fields.kinds import id_of, kind_of
from towpath.ui.fields.sentences import sentences


def errors_of(*forms_shown: forms.BaseForm | BaseFormSet) -> list[dict[str, str]]:
    """What the error summary lists: each error once, in the order of the boxes in which it can be put right."""
    found: list[dict[str, str]] = []
    for form in forms_shown:
        if isinstance(form, BaseFormSet):
            found += [{"text": str(said)} for said in form.non_form_errors()]
            found += errors_of(*form.forms)
        elif form.is_bound:
            found += [{"text": str(said)} for said in form.non_field_errors()]
            found += [entry for name in form.fields if name in form.errors for entry in _entries(form[name])]
    return found


def _entries(bound: BoundField) -> list[dict[str, str]]:
    if bound.is_hidden:
        return [{"text": said} for said in sentences(bound)]
    return [{"text": said, "href": f"#{_first_box(bound)}"} for said in sentences(bound)]


def _first_box(bound: BoundField) -> str:
    if kind_of(bound.field.widget) != "date":
        return id_of(bound)
    return f"{id_of(bound)}_{next(part for part in PARTS if part in wrong_boxes(bound))}"
