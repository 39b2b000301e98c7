"""A record's history as its page shows it: one entry for each time somebody changed something, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from towpath.records.models import Act, Change

UNKNOWN_TIME = "Who recorded it first, and when, is not in this history."


@dataclass(frozen=True)
class HistoryEntry:
    """What somebody did at one moment: the fields that changed, each as (label, before, after), and why."""

    act: str
    made_at: datetime
    made_by: str
    reason: str
    fields: tuple[tuple[str, str, str], ...]


def present_history(changes: Iterable[Change]) -> list[HistoryEntry]:
    """Entries from the rows of one record's history in their order. Fields that nobody reads in words are left out."""
    together = [list(rows) for _, rows in groupby(changes, key=_moment)]
    return [_entry(rows) for rows in reversed(together)]


def _moment(change: Change) -> tuple[Any, ...]:
    return change.act, change.made_at, change.made_by_id, change.version


def _entry(rows: list[Change]) -> HistoryEntry:
    first = rows[0]
    who = str(first.made_by) if first.made_by else "Towpath"
    shown = [one for one in rows if one.before != one.after]
    fields = tuple((one.label, one.before or "Nothing", one.after or "Nothing") for one in shown)
    return HistoryEntry(Act(first.act).label, first.made_at, who, first.reason, fields)
