"""How a form field is shown: the parameters of the design system's macro, found by the field's widget."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from towpath.ui.fields.boxes import OF_KIND, written_hint
from towpath.ui.fields.kinds import id_of, kind_of
from towpath.ui.fields.sentences import sentences

GROUPED = frozenset({"date", "radios", "checkboxes"})
# Limits that a browser would enforce by cutting text short, or by bubbles no screen reader is sure to say.
LEFT_OUT = frozenset(
    {"class", "id", "maxlength", "minlength", "min", "max", "step", "placeholder", "rows", "cols"}
    | {"autocomplete", "autofocus", "required"}
)


class DesignSystemRenderer(TemplatesSetting):
    """Makes `{{ form.name.as_field_group() }}` a design-system field."""

    field_template_name = "ui/fields/field.html"
    form_template_name = "ui/fields/form.html"
    formset_template_name = "ui/fields/formset.html"


@dataclass(frozen=True)
class FieldView:
    """One field as its template shows it: which template, and the parameters of the macro in it."""

    kind: str
    params: dict[str, Any]
    bound: BoundField


def present(bound: BoundField, heading: bool = False) -> FieldView:
    """The field as its macro wants it; `heading` makes its label the page's heading."""
    kind = kind_of(bound.field.widget)
    params = _common(bound, kind, heading)
    if kind in OF_KIND:
        params |= OF_KIND[kind](bound)
    return FieldView(kind, params, bound)


def _common(bound: BoundField, kind: str, heading: bool) -> dict[str, Any]:
    widget = bound.field.widget
    params: dict[str, Any] = {
        "id": id_of(bound),
        "idPrefix": id_of(bound),
        "name": bound.html_name,
        "classes": _classes(bound, kind),
        "autocomplete": widget.attrs.get("autocomplete"),
        "disabled": bound.field.disabled,
        "attributes": {name: value for name, value in widget.attrs.items() if name not in LEFT_OUT},
        "label": _label(bound, "govuk-label", heading),
    }
    if kind in GROUPED:
        params["fieldset"] = {"legend": _label(bound, "govuk-fieldset__legend", heading)}
    if bound.help_text:
        params["hint"] = {"html": written_hint(bound)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(sentences(bound))}
    return params


def _classes(bound: BoundField, kind: str) -> str:
    """The classes a form asked for; smaller boxes where the form is dense, as a filter is."""
    is_small = getattr(bound.form, "is_dense", False) and kind in ("radios", "checkboxes", "checkbox")
    block = "radios" if kind == "radios" else "checkboxes"
    asked = bound.field.widget.attrs.get("class", "")
    return f"{asked} govuk-{block}--small".strip() if is_small else asked


def _label(bound: BoundField, block: str, heading: bool) -> dict[str, Any]:
    size = "l" if heading else "s"
    return {"text": _label_text(bound), "classes": f"{block}--{size}", "isPageHeading": heading}


def _label_text(bound: BoundField) -> str:
    """The label, marked where it may be left out; in a filter, where all may, none is marked.

    Nor is a field marked that says itself when it is needed.
    """
    asked_of = bound.form, bound.field
    marked = all(getattr(one, "marks_optional", True) for one in asked_of)
    marked = marked and not isinstance(bound.field.widget, forms.CheckboxInput)
    return f"{bound.label} (optional)" if marked and not bound.field.required else str(bound.label)
