"""Which rating an action carried on a day, found from the accounts given of it.

An account counts from the day it speaks of, not from the day it was entered: reports are written after a quarter
has ended, and what is entered in July about June belongs to June (docs/decisions: ratings at a date).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from towpath.foundation.ratings import NOT_STATED, Rating, Scheme


@dataclass(frozen=True)
class Account:
    """One account of an action. `rating` is None where it gave none, so that the rating before it stands."""

    day: date
    recorded_at: datetime
    order: int
    rating: Rating | None
    text: str = ""

    @property
    def place(self) -> tuple[date, datetime, int]:
        """Accounts of one day count in the order in which they were entered."""
        return (self.day, self.recorded_at, self.order)


def day_spoken_of(as_of: date | None, recorded_on: date) -> date:
    """The day an account counts from: never later than the day it was entered."""
    return min(as_of, recorded_on) if as_of else recorded_on


@dataclass(frozen=True)
class History:
    """All accounts of one action, in the order they count."""

    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Self:
        return cls(tuple(sorted(accounts, key=lambda account: account.place)))

    def rating_on(self, day: date) -> Rating:
        """The rating of the last account that speaks of the day or an earlier one, `NOT_STATED` before any does."""
        given = [account.rating for account in self.accounts if account.day <= day and account.rating]
        return given[-1] if given else NOT_STATED

    def between(self, first: date, last: date) -> tuple[Account, ...]:
        """The accounts that speak of these days, the first and the last among them."""
        return tuple(account for account in self.accounts if first <= account.day <= last)


def shares_on(histories: Iterable[History], day: date, scheme: Scheme) -> tuple[int, ...]:
    """How many actions carried each rating on a day: the scheme's ratings worst first, then "not stated"."""
    counted = Counter(history.rating_on(day) for history in histories)
    return tuple(counted[rating] for rating in (*scheme.ratings, NOT_STATED))


def direction(scheme: Scheme, then: Rating, now: Rating) -> str:
    """What a change of rating is called; a scheme's ratings stand worst first."""
    if then == now:
        return "No change"
    if not then.is_stated:
        return "First rating"
    if not now.is_stated:
        return "No longer stated"
    return "Better" if _rank(scheme, now) > _rank(scheme, then) else "Worse"


def _rank(scheme: Scheme, rating: Rating) -> int:
    ranks: Sequence[Rating] = scheme.ratings
    return ranks.index(rating)
