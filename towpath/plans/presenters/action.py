"""The history of an action as a timeline, and where in its document it stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.foundation.ratings import Rating, Scheme
from towpath.foundation.ratings.history import Account, History
from towpath.plans.models import OutsideStep, ProgressUpdate
from towpath.plans.services.rating import account_of, whole_history
from towpath.ui.words import as_day


@dataclass(frozen=True)
class TimelineEvent:
    """An account or a step as an entry of the timeline. `as_of` is the day it is true of, or happened on."""

    row: ProgressUpdate | OutsideStep
    heading: str
    by: User | None
    as_of: date
    rating: Rating | None = None
    before: Rating | None = None
    note: str = ""

    @property
    def kind(self) -> str:
        return self.row._meta.label_lower

    @property
    def is_account(self) -> bool:
        return isinstance(self.row, ProgressUpdate)

    @property
    def has_moved(self) -> bool:
        return bool(self.before and self.before.is_stated and self.rating and self.before != self.rating)


def rows_of(places: Iterable[str]) -> tuple[str, ...]:
    """Where in the document an action stood, each row once: "page 2, table 1, row 4"."""
    return tuple(dict.fromkeys(place.rpartition(", column ")[0] or place for place in places))


def present_events(action: Any) -> list[TimelineEvent]:
    """Updates and outside steps of an action fetched `with_history`, together, newest first."""
    ratings = whole_history(action)
    events = [_update(update, action.plan.scheme, ratings) for update in action.newest_updates]
    events += [
        TimelineEvent(step, f"{step.get_kind_display()}: {step.body}", step.recorded_by, step.happened_on)
        for step in action.newest_steps
    ]
    return sorted(events, key=lambda event: event.row.recorded_at, reverse=True)


def _update(update: ProgressUpdate, scheme: Scheme, ratings: History) -> TimelineEvent:
    account = account_of(update, scheme)
    return TimelineEvent(
        update,
        _came_with(update) if update.is_read_in else "Progress reported",
        update.reported_by,
        account.rating_day,
        account.rating,
        ratings.rating_before(account),
        _note(account, ratings.rated_by(today())),
    )


def _came_with(update: ProgressUpdate) -> str:
    """As at what date the document stands that an account came with."""
    as_at = update.document.as_at if update.document else None
    return f"Read in with the plan, as at {as_day(as_at) or 'what date is not known'}"


def _note(account: Account, current: Account | None) -> str:
    """Said of a rating that was entered last and is not the one that stands."""
    if not account.rating or not current or current.place <= account.place:
        return ""
    is_entered_after = (account.recorded_at, account.order) > (current.recorded_at, current.order)
    return f"The rating of {as_day(current.rating_day)}, a later date, stands." if is_entered_after else ""
