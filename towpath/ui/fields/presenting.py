"""How a form field is shown: the parameters of the design system's macro, found by the field's widget.

A dependency's forms are shown as well as ours, as nothing is asked of a field but its widget.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.safestring import mark_safe

from towpath.ui.fields.dates import PARTS, DateBoxes
from towpath.ui.fields.sentences import sentences

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
    return FieldView(kind, _common(bound, kind, heading) | _PARAMS.get(kind, _no_more)(bound), bound)


def kind_of(widget: forms.Widget) -> str:
    """The template a widget is shown by; "other" for one nobody foresaw, shown as its author made it."""
    return next((kind for made, kind in KINDS if isinstance(widget, made)), "other")


def _common(bound: BoundField, kind: str, heading: bool) -> dict[str, Any]:
    widget = bound.field.widget
    params: dict[str, Any] = {
        "id": _id(bound),
        "idPrefix": _id(bound),
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
        params["hint"] = {"html": mark_safe(bound.help_text), "text": bound.help_text}  # noqa: S308 -- the form's author wrote it
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
    """The label, marked where it may be left out; in a filter, where all may, none is marked."""
    marked = getattr(bound.form, "marks_optional", True) and not isinstance(
        bound.field.widget, forms.CheckboxInput
    )
    return f"{bound.label} (optional)" if marked and not bound.field.required else str(bound.label)


def _id(bound: BoundField) -> str:
    return str(bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name)


def _no_more(bound: BoundField) -> dict[str, Any]:
    return {}


def _input(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    params: dict[str, Any] = {"value": value, "type": getattr(widget, "input_type", "text")}
    if isinstance(
        widget, forms.NumberInput
    ):  # a number box changes by a touch of the wheel and drops what it cannot read
        is_whole = not isinstance(bound.field, (forms.FloatField, forms.DecimalField))
        params |= {"type": "text", "inputmode": "numeric" if is_whole else "decimal", "spellcheck": False}
        params["classes"] = widget.attrs.get("class") or "govuk-input--width-10"
    return params


def _textarea(bound: BoundField) -> dict[str, Any]:
    return {
        "value": bound.field.widget.format_value(bound.value()) or "",
        "rows": _rows(bound.field.widget),
        "maxlength": getattr(bound.field, "max_length", None),
    }


def _rows(widget: forms.Widget) -> int:
    """The height a form asked for; five lines where it only has Django's own ten."""
    asked = str(widget.attrs.get("rows", "10"))
    return 5 if asked == "10" else int(asked)


def _file(bound: BoundField) -> dict[str, Any]:
    return {"multiple": getattr(bound.field.widget, "allow_multiple_selected", False)}


def _choices(bound: BoundField) -> dict[str, Any]:
    return {"items": [_item(bound, option) for option in _options(bound)]}


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """The widget's choices with what is chosen; a group's name stands before each of its choices."""
    context = bound.field.widget.get_context(bound.html_name, bound.value(), {})
    options = []
    for group, choices, _ in context["widget"]["optgroups"]:
        options += [
            choice | {"label": f"{group}: {choice['label']}"} if group else choice for choice in choices
        ]
    keeps_blank = isinstance(bound.field.widget, forms.Select) and not isinstance(
        bound.field.widget, forms.RadioSelect
    )
    return [option for option in options if keeps_blank or str(option["value"] or "") != ""]


def _item(bound: BoundField, option: dict[str, Any]) -> dict[str, Any]:
    label = "Choose one" if str(option["label"]).startswith("-----") else option["label"]
    value = str(option["value"] if option["value"] is not None else "")
    item = {"value": value, "text": label, "checked": option["selected"], "selected": option["selected"]}
    item["disabled"] = bound.field.disabled or option["attrs"].get("disabled", False)
    hint = getattr(bound.field.widget, "hints", {}).get(value)
    return item | ({"hint": {"text": hint}} if hint else {})


def _checkbox(bound: BoundField) -> dict[str, Any]:
    item: dict[str, Any] = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
    if bound.help_text:
        item["hint"] = {"html": mark_safe(bound.help_text)}  # noqa: S308 -- the form's author wrote it
    return {"items": [item | {"disabled": bound.field.disabled}], "hint": None}


def _date(bound: BoundField) -> dict[str, Any]:
    value = bound.value()
    typed = value if isinstance(value, list) else bound.field.widget.decompress(value)
    wrong = wrong_boxes(bound)
    items = [_box(bound, part, text, part in wrong) for part, text in zip(PARTS, typed, strict=True)]
    return {"items": items, "attributes": {}}


def _box(bound: BoundField, part: str, typed: str, is_wrong: bool) -> dict[str, Any]:
    width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
    return {
        "id": f"{_id(bound)}_{part}",
        "name": f"{bound.html_name}_{part}",
        "label": part.capitalize(),
        "value": typed,
        "classes": f"{width} govuk-input--error" if is_wrong else width,
        "inputmode": "text" if part == "month" else "numeric",
    }


def wrong_boxes(bound: BoundField) -> set[str]:
    """The boxes of a date that its errors name; all three where they name none."""
    codes = {error.code for error in bound.errors.as_data()} if bound.errors else set()
    return {part for part in PARTS if part in codes} or (set(PARTS) if codes else set())


_PARAMS = {
    "input": _input,
    "textarea": _textarea,
    "file": _file,
    "select": _choices,
    "radios": _choices,
    "checkboxes": _choices,
    "checkbox": _checkbox,
    "date": _date,
}


def errors_of(*forms_shown: forms.BaseForm | BaseFormSet) -> list[dict[str, str]]:
    """What the error summary lists: each error once, leading to the box where it can be put right."""
    found: list[dict[str, str]] = []
    for form in forms_shown:
        if isinstance(form, BaseFormSet):
            found += [{"text": str(said)} for said in form.non_form_errors()]
            found += errors_of(*form.forms)
        elif form.is_bound:
            found += [{"text": str(said)} for said in form.non_field_errors()]
            found += [entry for name in form.errors if name in form.fields for entry in _entries(form[name])]
    return found


def _entries(bound: BoundField) -> list[dict[str, str]]:
    if bound.is_hidden:
        return [{"text": said} for said in sentences(bound)]
    return [{"text": said, "href": f"#{_first_box(bound)}"} for said in sentences(bound)]


def _first_box(bound: BoundField) -> str:
    if kind_of(bound.field.widget) != "date":
        return _id(bound)
    return f"{_id(bound)}_{next(part for part in PARTS if part in wrong_boxes(bound))}"
