"""Filters of a list: an ordinary form in the address, and what of it is in use, each removable on its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from towpath.ui.words import as_day


class FilterForm(forms.Form):
    """A form sent in the address. None of its fields is required, and none is marked as optional."""

    marks_optional = False
    is_dense = True
    is_strict = False  # whether what cannot be read is an error to tell, rather than passed over
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter_%s")  # apart from the ids of a form on the same page
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, without what was left empty or could not be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}

    def narrow(self, rows: Any) -> Any:
        """The rows that the filters leave; a form with filters says which."""
        return rows


@dataclass(frozen=True)
class InUse:
    """One filter in use: what it narrows by, and the address of the list without it."""

    name: str
    text: str
    href: str


def in_use(form: FilterForm, request: HttpRequest) -> list[InUse]:
    """The filters in use, in the order of the form. What a hidden field says is no filter of the person's."""
    return [
        InUse(str(form[name].label), text, address_without(request, form.add_prefix(name), raw))
        for name, value in form.chosen.items()
        if not form[name].is_hidden
        for text, raw in _texts(form, name, value)
    ]


def _texts(form: FilterForm, name: str, value: Any) -> Iterable[tuple[str, str]]:
    """Each chosen value as a person reads it and as the address holds it; "" there for the whole field."""
    if value is True:
        return [("Yes", "")]
    if isinstance(value, date):
        return [(as_day(value), "")]
    labels = {str(raw): str(label) for raw, label in _flat_choices(form.fields[name])}
    values = value if isinstance(value, (list, tuple)) or hasattr(value, "all") else [value]
    raws = [str(getattr(one, "pk", one)) for one in values]
    return [(labels.get(raw, raw), raw) for raw in raws]


def _flat_choices(field: forms.Field) -> Iterable[tuple[Any, Any]]:
    for value, label in getattr(field, "choices", ()):
        yield from label if isinstance(label, (list, tuple)) else [(value, label)]


def address_with(request: HttpRequest, **changes: str) -> str:
    """This page's address with these parts of its query changed; "" takes one out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return _address(request, query)


def address_without(request: HttpRequest, name: str, value: str = "") -> str:
    """This page's address without one value of a filter, or without the filter, from the first page on."""
    query = request.GET.copy()
    kept = [one for one in query.getlist(name) if value and one != value]
    for part in [part for part in query if part in ("after", name) or part.startswith(f"{name}_")]:
        del query[part]
    query.setlist(name, kept)
    return _address(request, query)


def _address(request: HttpRequest, query: QueryDict) -> str:
    said = query.urlencode()
    return f"{request.path}?{said}" if said else request.path
