"""Which fields of a record hold words somebody wrote, and the mark that stands where words were taken out."""

import json
import re
import unicodedata
from collections.abc import Callable
from html import escape, unescape
from typing import Any, TypeAlias
from urllib.parse import quote

from django.apps import apps
from django.db import models

MARK = "[removed]"
AnyField: TypeAlias = "models.Field[Any, Any]"
# Codes and fingerprints are kept in text columns too, and are nobody's words.
CODES = frozenset(
    {
        "event", "field", "file", "fingerprint", "format", "hash", "job", "kept", "kind", "locator", "meeting", "mode",
        "outside_state", "password", "path", "previous_hash", "rating", "rating_before", "request", "scheme_kept",
        "sealed", "sha256", "shape", "step", "subject_kind", "subject_key", "suggested", "table_name", "token",
    }
)  # fmt: skip

APOSTROPHES = "'’‘ʼ`´"
PARTING = re.compile(r"[\s\-‐‑–—]+")
# In an address a space is a plus sign or, as every character that is no plain letter, a percent sign and two digits.
BETWEEN = r"(?:[\s\-‐‑–—+]|%20|%2D|%E2%80%9[0134])+"
BEFORE = r"(?:(?<!\w)|(?<=%[0-9A-Fa-f]{2}))"
# What stands in kept JSON for a program to read: an identifier, a number, a day or a moment.
CODE = re.compile(r"[a-z0-9_.:#-]+|\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
# Parts of a kept deadline whose codes may be of several words.
CODED = frozenset({"meaning", "precision", "unit"})
PICTURE = re.compile(r"\s*<svg\b")
WORDS_OF_PICTURE = re.compile(r"(>|aria-label=\"|alt=\")([^<>\"]+)(<|\")")


def word_fields(model: type[models.Model]) -> list[AnyField]:
    """The fields of a model that hold words, in text or in JSON; choices, codes and fingerprints hold none."""
    return [field for field in model._meta.concrete_fields if _holds_words(field)]


def _holds_words(field: AnyField) -> bool:
    if field.choices or field.primary_key or field.name in CODES or field.name in getattr(field.model, "codes", ()):
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def matching(words: str) -> re.Pattern[str]:
    """These very words as words of their own, in capitals or not, and however they are typed.

    Apostrophes, dashes and letters with marks are found in each way of typing them; a dash, a space and a broken line
    are the same. Words inside longer ones are others: "Ann" is not in "planned".
    """
    parts = [part for part in PARTING.split(unicodedata.normalize("NFC", words)) if part]
    return re.compile(rf"{BEFORE}{BETWEEN.join(map(_however_typed, parts))}(?![\w\u0300-\u036f])", re.IGNORECASE)


def _however_typed(word: str) -> str:
    return "".join(map(_letter, re.findall("ss|.", word, re.IGNORECASE)))


def _letter(letter: str) -> str:
    """A pattern for one letter, as it may stand in a text, in a page or in an address.

    A mark over it may be a character of its own (Unicode annex 15).
    """
    if letter.lower() in ("ss", "ß"):
        return "(?:ss|ß|%C3%9F)"
    if letter in APOSTROPHES:
        return f"(?:[{APOSTROPHES}]|&#x27;|&#39;|{_in_addresses(*APOSTROPHES)})"
    if letter.isascii() and letter.isalnum():
        return letter
    ways = {letter, unicodedata.normalize("NFD", letter), escape(letter)}
    cases = {letter, letter.lower(), letter.upper()}
    return f"(?:{'|'.join(map(re.escape, sorted(ways)))}|{_in_addresses(*cases)})"


def _in_addresses(*letters: str) -> str:
    return "|".join(re.escape(quote(letter, safe="")) for letter in sorted(letters))


def fitting(value: str, longest: int | None) -> str:
    """The text within so many characters: the last mark stands for what there is no room for, and none is cut."""
    if longest is None or len(value) <= longest:
        return value
    kept = value[: longest - len(MARK)]
    begun = kept.rfind(MARK[0])
    if begun > len(kept) - len(MARK) and value.startswith(MARK, begun):
        kept = kept[:begun]
    return kept + MARK


def is_in(pattern: re.Pattern[str], value: Any) -> bool:
    """Whether the words stand in a text, or in any text inside kept JSON."""
    return any(pattern.search(text) for text in texts_of(value))


def stands_in(pattern: re.Pattern[str], record: models.Model, field: AnyField) -> bool:
    """Whether the words stand in this field of a record."""
    return is_in(pattern, as_kept(field, field.value_from_object(record)))


def without(pattern: re.Pattern[str], value: Any) -> Any:
    """The same value with the mark where the words were."""
    return rewritten(value, lambda text: pattern.sub(MARK, text))


def texts_of(value: Any) -> list[str]:
    """Every text inside a value that somebody wrote: itself, or those in kept JSON."""
    texts: list[str] = []

    def note(text: str) -> str:
        texts.append(text)
        return text

    rewritten(value, note)
    return texts


def rewritten(value: Any, rewrite: Callable[[str], str], *, is_kept: bool = False) -> Any:
    """The same value with every text in it that somebody wrote rewritten.

    Of kept JSON the names of its parts, codes and days stay, as it could not be read without them; of a picture all
    but its words; of a row that was taken back all but the fields of its model that hold words.
    """
    if isinstance(value, str):
        if PICTURE.match(value):
            return WORDS_OF_PICTURE.sub(lambda found: _in_picture(found, rewrite), value)
        return value if is_kept and CODE.fullmatch(value) else rewrite(value)
    if isinstance(value, list):
        return [rewritten(one, rewrite, is_kept=True) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"model", "pk", "fields"}:
        return value | {"fields": _fields_rewritten(value["model"], value["fields"], rewrite)}
    return {
        name: one if name in CODED and isinstance(one, str) else rewritten(one, rewrite, is_kept=True)
        for name, one in value.items()
    }


def _fields_rewritten(model: str, fields: dict[str, Any], rewrite: Callable[[str], str]) -> dict[str, Any]:
    words = {field.name: field for field in word_fields(apps.get_model(model))}
    return {name: in_field(words[name], one, rewrite) if name in words else one for name, one in fields.items()}


def in_field(field: AnyField, value: Any, rewrite: Callable[[str], str]) -> Any:
    """The value of a field with every text in it rewritten, as it fits there."""
    changed = rewritten(as_kept(field, value), rewrite)
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(changed), cls=field.decoder) if field.decoder else changed
    return fitting(changed, field.max_length) if isinstance(changed, str) else changed


def as_kept(field: AnyField, value: Any) -> Any:
    """A field's value as lists, dictionaries and texts, where its JSON is read into anything else."""
    if isinstance(field, models.JSONField) and field.decoder:
        return json.loads(json.dumps(value, cls=field.encoder))
    return value


def _in_picture(found: re.Match[str], rewrite: Callable[[str], str]) -> str:
    before, written, after = found.groups()
    text = unescape(written)
    changed = rewrite(text)
    return found[0] if changed == text else f"{before}{escape(changed)}{after}"
