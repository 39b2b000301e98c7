"""Refreshers due: which practices need one, since when, and what is planned for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.access.grants import Visitor
from towpath.practices.models import SignUp
from towpath.training.presenters.practice_status import refresher_due
from towpath.training.services.refreshing import Trained, planned_refreshers, trained_and_refreshed
from towpath.ui.words import count_of

SOON = timedelta(days=60)


class RefresherStanding(StrEnum):
    """How near a refresher is."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"

    @property
    def label(self) -> str:
        return {"overdue": "Overdue", "due": "Due today", "soon": "Due in the next 60 days"}[self.value]


@dataclass(frozen=True)
class Refresher:
    """A practice whose refresher is due, overdue or near on a day."""

    trained: Trained
    due_on: date
    planned_on: date | None
    day: date

    @property
    def sign_up(self) -> SignUp:
        return self.trained.sign_up

    @property
    def standing(self) -> RefresherStanding:
        if self.due_on < self.day:
            return RefresherStanding.OVERDUE
        return RefresherStanding.DUE if self.due_on == self.day else RefresherStanding.SOON

    @property
    def in_words(self) -> str:
        days = count_of(abs((self.due_on - self.day).days), "day")
        if self.due_on == self.day:
            return "Due today"
        return f"Overdue by {days}" if self.due_on < self.day else f"Due in {days}"

    @property
    def rule(self) -> str:
        rule = self.trained.rule
        return f"{rule.words} A refresher is due {count_of(rule.refresher_months or 0, 'month')} later."


def refreshers_for(user: Visitor, day: date) -> list[Refresher]:
    """The refreshers due that this person may see."""
    sign_ups = SignUp.objects.visible_to(user)
    return refreshers_due(trained_and_refreshed(sign_ups, day), planned_refreshers(sign_ups, day), day)


def refreshers_due(trained: Iterable[Trained], planned: Mapping[int, date], day: date) -> list[Refresher]:
    """Those due by 60 days from that day, the longest overdue first."""
    days = ((one, refresher_due(one.rule, one.reached_on, one.refreshed_on)) for one in trained)
    found = [Refresher(one, due, planned.get(one.sign_up.pk), day) for one, due in days if due and due <= day + SOON]
    return sorted(found, key=lambda one: (one.due_on, one.sign_up.practice.name, one.sign_up.pk))
