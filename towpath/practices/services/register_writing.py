"""Fifteen thousand practices written at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from towpath.practices.models import Practice, PracticeChange
from towpath.practices.services.register_comparing import RegisterEntry
from towpath.records.writing import insert, insert_or_overwrite

CHANGES = ("practice", "kind", "happened_on", "before", "after", "load", "recorded_at")


def write_practices(entries: Iterable[RegisterEntry]) -> None:
    """Add these practices, or write them over what is kept under the same code."""
    insert_or_overwrite(Practice, RegisterEntry._fields, entries, known_by=["code"])


def write_changes(rows: Iterable[Sequence[Any]]) -> None:
    """Add these rows, in the order of `CHANGES`, to the history of practices."""
    insert(PracticeChange, CHANGES, rows)
