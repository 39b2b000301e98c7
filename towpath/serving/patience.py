"""How long a page waits for a database that is away: over a restart, and not once it is away for good.

Each request has its time. Once the database has been away for that time, whoever asks anew waits no longer, so that a
server whose database is gone says so at once and goes on answering what needs none.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 10.0  # seconds; PostgreSQL restarts in three to five
PAUSE = 0.1  # seconds

_until: ContextVar[float | None] = ContextVar("patient_until", default=None)


class _Outage:
    """Since when the database does not answer, by any thread's last try; None while it does. One for the process."""

    began_at: float | None = None


@contextmanager
def while_answering() -> Iterator[None]:
    """Inside, connections are waited for; a command in a terminal is told at once instead."""
    before = _until.set(time.monotonic() + LONGEST)
    try:
        yield
    finally:
        _until.reset(before)


def is_left() -> bool:
    """Whether this request may still wait."""
    until, now = _until.get(), time.monotonic()
    return until is not None and now < min(until, (_Outage.began_at or now) + LONGEST)


def wait() -> bool:
    """Wait a moment after a connection could not be made, and return True; False where there is no time left."""
    _Outage.began_at = _Outage.began_at or time.monotonic()
    if not is_left():
        return False
    time.sleep(PAUSE)
    return True


def note_answer() -> None:
    """The database answers again."""
    _Outage.began_at = None
