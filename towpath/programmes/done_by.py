"""What is recorded as done by somebody in post at a site, which the days of the post cover: rooms above register it."""

from collections.abc import Callable, Iterable
from datetime import date

from towpath.foundation.registry import Registry
from towpath.programmes.models import SitePost
from towpath.ui.words import as_day

Done = tuple[date, str, str]  # a day, the words before it ("They gave support on"), and another way out, or ""
DaysOf = Callable[[SitePost], Iterable[Done]]
DONE_BY: Registry[DaysOf, DaysOf] = Registry("record of what is done by somebody in a post")


def done_outside(post: SitePost) -> tuple[str, str]:
    """Why the post cannot begin and end as it says: something is recorded as done before it, and after it."""
    done = sorted(day for days_of in DONE_BY for day in days_of(post))
    before = next((one for one in done if one[0] < post.started_on), None)
    after = next((one for one in reversed(done) if post.ended_on and one[0] > post.ended_on), None)
    return _say(before, "an earlier"), _say(after, "a later")


def _say(done: Done | None, other: str) -> str:
    if done is None:
        return ""
    day, words, instead = done
    return f"{words} {as_day(day)}: choose that day or {other} one{', or ' if instead else ''}{instead}."
