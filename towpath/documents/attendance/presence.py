"""How long a person was there: stretches between joining and leaving, no minute counted twice."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

Stretch: TypeAlias = tuple[datetime, datetime]
# A join that is not followed by any leaving has no end: the file was taken out while the person was there.
OpenStretch: TypeAlias = tuple[datetime, datetime | None]


def stretches_of(events: Sequence[tuple[datetime, bool]]) -> list[OpenStretch]:
    """The stretches of one person's joins (True) and leavings (False), in the order of time.

    Somebody who joins twice, by computer and by telephone, is there until they have left twice, or until the
    last leaving where one is missing. A leaving before any join says nothing of how long, and is passed over.
    """
    stretches: list[OpenStretch] = []
    began, devices = None, 0
    ordered = sorted(events, key=lambda event: event[0])
    for at, is_join in ordered:
        devices = devices + 1 if is_join else max(devices - 1, 0)
        if is_join:
            began = began or at
        elif began and not devices:
            stretches.append((began, at))
            began = None
    if began:
        last, is_join = ordered[-1]
        stretches.append((began, None if is_join else last))
    return stretches


def seconds_present(stretches: Iterable[Stretch]) -> int:
    """The time that the stretches cover together; where they overlap it counts once."""
    total, covered = timedelta(), None
    for began, ended in sorted(stretches):
        start = max(began, covered) if covered else began
        if ended > start:
            total += ended - start
        covered = max(ended, covered) if covered else ended
    return int(total.total_seconds())
