"""What the macro of each kind of field needs besides what all of them need: values, choices, limits."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from towpath.ui.fields.dates import PARTS
from towpath.ui.fields.kinds import id_of


def written_hint(bound: BoundField) -> SafeString:
    """The field's hint, which may hold markup, as the form's author wrote it."""
    return mark_safe(str(bound.help_text))  # noqa: S308 -- nothing that a visitor typed is in it


def _input(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    params: dict[str, Any] = {"value": value, "type": getattr(widget, "input_type", "text")}
    if isinstance(widget, forms.NumberInput):
        # A browser's number box turns by a touch of the wheel, and drops what it cannot read.
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
        options += [choice | {"label": f"{group}: {choice['label']}"} if group else choice for choice in choices]
    keeps_blank = isinstance(bound.field.widget, forms.Select)
    return [option for option in options if keeps_blank or option["value"] not in (None, "")]


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
        item["hint"] = {"html": written_hint(bound)}
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
        "id": f"{id_of(bound)}_{part}",
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


OF_KIND = {
    "input": _input,
    "textarea": _textarea,
    "file": _file,
    "select": _choices,
    "radios": _choices,
    "checkboxes": _choices,
    "checkbox": _checkbox,
    "date": _date,
}
