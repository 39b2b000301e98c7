"""How sensitive each field of each model is: what histories and exports go by.

A history says that a secret or a special-category field changed, and never what it held; no export and no page reads a
secret one (`tests/house/test_fields.py`). Drafts may hold anything that can be typed and are sealed whole.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from towpath.foundation.sensitivity import Sensitivity


def classified(
    *, plain: str = "", personal: str = "", special_category: str = "", secret: str = ""
) -> dict[str, Sensitivity]:
    """A model's fields by sensitivity, each kind as names separated by spaces. Every field must be named."""
    kinds = {
        Sensitivity.PLAIN: plain,
        Sensitivity.PERSONAL: personal,
        Sensitivity.SPECIAL_CATEGORY: special_category,
        Sensitivity.SECRET: secret,
    }
    return {name: kind for kind, names in kinds.items() for name in names.split()}


def is_kept_from_histories(model: type[Model], field: str) -> bool:
    """Whether what the field holds must not be copied in words, where it would stand unsealed."""
    kind: Sensitivity = getattr(model, "sensitivity", {}).get(field, Sensitivity.PLAIN)
    return not kind.may_be_quoted


def what_is_not_plain(model: type[Model], lookup: str) -> str:
    """The first field along a lookup such as `practice__name` that is not plain, with what it is; "" where all are."""
    for field in fields_along(model, lookup):
        kind = getattr(field.model, "sensitivity", {}).get(field.name)
        if kind is not Sensitivity.PLAIN:
            return f"{field.name} is {kind or 'not classified'}"
    return ""


def fields_along(model: Any, lookup: str) -> Iterator[Any]:
    """The fields through which a lookup leads, its own last."""
    for name in lookup.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        yield field
        model = field.related_model
