"""What is recorded as done by somebody in post at a site, which the days of the post cover: rooms above register it."""

from collections.abc import Callable, Iterable
from datetime import date

from towpath.programmes.models import SitePost
from towpath.ui.words import as_day

DaysOf = Callable[[SitePost], Iterable[tuple[date, str]]]  # each day with what was done, such as "a session"
_told_by: list[DaysOf] = []


def register(days_of: DaysOf) -> None:
    """Let a room above say on which days it has something recorded as done by somebody in a post."""
    _told_by.append(days_of)


def done_outside(post: SitePost) -> tuple[str, str]:
    """Why the post cannot begin and end as it says: something is recorded as done before it, and after it."""
    done = sorted(day for days_of in _told_by for day in days_of(post))
    before = next(((day, what) for day, what in done if day < post.started_on), None)
    after = next(((day, what) for day, what in reversed(done) if post.ended_on and day > post.ended_on), None)
    return _say(before, "an earlier"), _say(after, "a later")


def _say(done: tuple[date, str] | None, other: str) -> str:
    return f"{done[1]} on {as_day(done[0])} is recorded as theirs: choose that day or {other} one." if done else ""
