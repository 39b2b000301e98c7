"""Which rating an action carried on a day, found from the accounts given of it.

An account counts from the day it speaks of, not from the day it was entered: reports are written after a quarter
has ended, and what is entered in July about June belongs to June (docs/decisions: ratings at a date). Board, page,
exports and reports all ask here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from towpath.foundation.clock import local_day
from towpath.foundation.ratings.scheme import NOT_STATED, Rating, Scheme

FIRST_FROM_DOCUMENT = "Came with the document"


@dataclass(frozen=True)
class Account:
    """One account of an action. `rating` is None where it gave none, so that the rating before it stands.

    `rated_on` is the day its rating is true of, where that is another than the day its words speak of: a document
    as at 30 June rates the action on that day, however old its last account. `document_day` says as at what date
    the document stands that it came with; `is_from_document` that it came with one. `is_undated` says that nobody
    knows of which day it is true.
    """

    day: date
    recorded_at: datetime
    order: int
    rating: Rating | None
    text: str = ""
    rated_on: date | None = None
    is_from_document: bool = False
    document_day: date | None = None
    is_undated: bool = False

    @property
    def rating_day(self) -> date:
        return self.rated_on or self.day

    @property
    def place(self) -> tuple[date, datetime, int]:
        """Ratings of one day count in the order in which they were entered."""
        return (self.rating_day, self.recorded_at, self.order)


def day_spoken_of(as_of: date | None, recorded_on: date) -> date:
    """The day an account counts from: never later than the day it was entered."""
    return min(as_of, recorded_on) if as_of else recorded_on


@dataclass(frozen=True)
class History:
    """All accounts of one action, in the order their ratings count."""

    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Self:
        return cls(tuple(sorted(_placed(accounts), key=lambda account: account.place)))

    def rated_by(self, day: date) -> Account | None:
        """The account whose rating an action carries on a day: the latest true of that day or an earlier one."""
        given = [account for account in self.accounts if account.rating_day <= day and account.rating]
        return given[-1] if given else None

    def rating_on(self, day: date) -> Rating:
        """The rating on a day, `NOT_STATED` before any account gives one."""
        account = self.rated_by(day)
        return account.rating if account and account.rating else NOT_STATED

    def rating_before(self, account: Account) -> Rating:
        """The rating that this account's replaced."""
        earlier = [one.rating for one in self.accounts if one.place < account.place and one.rating]
        return earlier[-1] if earlier else NOT_STATED

    def between(self, first: date, last: date) -> tuple[Account, ...]:
        """The accounts that speak of these days, the first and the last among them, oldest first."""
        told = (account for account in self.accounts if first <= account.day <= last)
        return tuple(sorted(told, key=lambda account: (account.day, account.recorded_at, account.order)))

    def movement(self, scheme: Scheme, before: date, day: date) -> str:
        """What became of the rating between two days; a rating that a document brought is no movement."""
        then, now = self.rating_on(before), self.rating_on(day)
        if not then.is_stated and (brought := self._brought(before, day)):
            then = brought
            if then == now:
                return FIRST_FROM_DOCUMENT
        return direction(scheme, then, now)

    def _brought(self, before: date, day: date) -> Rating | None:
        """The first rating between two days, where it came with a document."""
        given = (one for one in self.accounts if before < one.rating_day <= day and one.rating and one.rating.is_stated)
        first = next(given, None)
        return first.rating if first and first.is_from_document else None


def _placed(accounts: Iterable[Account]) -> Iterator[Account]:
    """Accounts with a day for each rating whose date nobody knows.

    It counts from the day its account speaks of, or from the day it was taken where a rating known before is younger;
    and never outlasts a rating with a date that somebody gave after it.
    """
    entered = sorted(accounts, key=lambda one: (one.recorded_at, one.order))
    latest = date.min
    placed = []
    for account in entered:
        is_outdone = account.is_undated and latest > account.rating_day
        placed.append(replace(account, rated_on=local_day(account.recorded_at)) if is_outdone else account)
        if account.rating:
            latest = max(latest, placed[-1].rating_day)
    return _yielding_to_later(placed)


def _yielding_to_later(entered: Sequence[Account]) -> Iterator[Account]:
    earliest = date.max
    for account in reversed(entered):
        if account.is_undated:
            yield replace(account, rated_on=min(account.rating_day, earliest))
            continue
        if account.rating:
            earliest = min(account.rating_day, earliest)
        yield account


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
