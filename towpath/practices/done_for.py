"""What was done for a practice and on which days, which the days of its sign-up cover: rooms above register it."""

from collections.abc import Callable, Iterable
from datetime import date

from towpath.foundation.registry import Registry
from towpath.practices.models import SignUp

# Each day with what was done in words, such as "The practice was at a session"; what is planned too, or only what is
# held.
DaysOf = Callable[[SignUp, bool], Iterable[tuple[date, str]]]
DONE_FOR: Registry[DaysOf, DaysOf] = Registry("record of what is done for a practice")


def days_of(sign_up: SignUp, *, is_held: bool) -> list[tuple[date, str]]:
    """Each day with what was done; what is only planned is left out where just what was held is asked for."""
    return [day for told in DONE_FOR for day in told(sign_up, is_held)]
