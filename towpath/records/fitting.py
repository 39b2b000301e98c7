"""Text from elsewhere as a row keeps it: cut where its column ends, and compared as it would be kept."""

from typing import Any

from django.db.models import Model


def fitted(model: type[Model], **texts: str) -> dict[str, str]:
    """The same texts by the names of their columns, each no longer than its column is."""
    return {name: fit(model, name, text) for name, text in texts.items()}


def fit(model: type[Model], name: str, text: str) -> str:
    """One text as its column keeps it."""
    field: Any = model._meta.get_field(name)
    return text[: field.max_length]
