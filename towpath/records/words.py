"""Which fields of a record hold words somebody wrote, and the mark that stands where words were taken out."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import models

MARK = "[removed]"
# Codes and fingerprints are kept in text columns too, and are nobody's words.
CODES = frozenset(
    {
        "event", "field", "file", "fingerprint", "format", "hash", "job", "kept", "kind", "locator", "meeting", "mode",
        "outside_state", "password", "path", "previous_hash", "rating", "rating_before", "request", "scheme_kept",
        "sealed", "sha256", "shape", "step", "subject_kind", "subject_key", "suggested", "table_name", "token",
    }
)  # fmt: skip


def word_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model that hold words, in text or in JSON; choices, codes and fingerprints hold none."""
    return [field for field in model._meta.concrete_fields if _holds_words(field)]


def _holds_words(field: Any) -> bool:
    if field.choices or field.primary_key or field.name in CODES or field.name in getattr(field.model, "codes", ()):
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def matching(words: str) -> re.Pattern[str]:
    """These very words, in capitals or not, however they are spaced or broken over lines."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)


def is_in(pattern: re.Pattern[str], value: Any) -> bool:
    """Whether the words stand in a text, or in any text inside kept JSON."""
    return any(pattern.search(text) for text in texts_of(value))


def without(pattern: re.Pattern[str], value: Any) -> Any:
    """The same value with the mark where the words were."""
    if isinstance(value, str):
        return pattern.sub(MARK, value)
    if isinstance(value, dict):
        return {without(pattern, key): without(pattern, one) for key, one in value.items()}
    return [without(pattern, one) for one in value] if isinstance(value, list) else value


def texts_of(value: Any) -> Iterable[str]:
    """Every text inside a value: itself, or those within a list or a dictionary, its keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts_of(key)
            yield from texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
