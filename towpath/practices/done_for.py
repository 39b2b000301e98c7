"""What was done for a practice and on which days, which the days of its sign-up cover: rooms above register it."""

from collections.abc import Callable, Iterable
from datetime import date

from towpath.practices.models import SignUp

# Each day with what was done in words, such as "The practice was at a session"; what is planned too, or only what is
# held.
DaysOf = Callable[[SignUp, bool], Iterable[tuple[date, str]]]
_told_by: list[DaysOf] = []


def register(days_of: DaysOf) -> None:
    """Let a room above say on which days it has something recorded of a practice; asked with `is_held`."""
    _told_by.append(days_of)


def days_of(sign_up: SignUp, *, is_held: bool) -> list[tuple[date, str]]:
    """Each day with what was done; what is only planned is left out where just what was held is asked for."""
    return [day for told in _told_by for day in told(sign_up, is_held)]
