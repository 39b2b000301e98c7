"""Refreshers due: which practices need one, since when, and what is planned for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.urls import reverse

from towpath.foundation.clock import today
from towpath.practices.models import SignUp
from towpath.training.presenters.practice import refresher_due
from towpath.training.services.refreshing import Trained, planned_refreshers, trained_and_refreshed
from towpath.ui.first_page import PartEntry
from towpath.ui.words import count_of

SOON = timedelta(days=60)
SHOWN_FIRST = 5


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
    """One practice whose refresher is due, overdue or near."""

    sign_up: int
    code: str
    practice: str
    site_key: int
    site: str
    trained_since: date
    refreshed_on: date | None
    due_on: date
    standing: RefresherStanding
    in_words: str
    planned_on: date | None
    programme: str
    rule: str


def refreshers_for(user: Any, day: date) -> list[Refresher]:
    """The refreshers due that this person may see."""
    sign_ups = SignUp.objects.visible_to(user)
    trained = trained_and_refreshed(sign_ups, day)
    return refreshers_due(trained, planned_refreshers(sign_ups, day), day)


def on_first_page(user: Any) -> list[PartEntry]:
    """What an advocate educator sees when the week begins: the longest overdue, and where nothing is planned yet."""
    waiting = [one for one in refreshers_for(user, today()) if one.planned_on is None]
    return [
        PartEntry(one.practice, reverse("practices:practice", args=[one.code]), f"{one.in_words}, {one.site}")
        for one in waiting[:SHOWN_FIRST]
    ]


def refreshers_due(trained: Iterable[Trained], planned: Mapping[int, date], day: date) -> list[Refresher]:
    """Those due by 60 days from that day, the longest overdue first."""
    days = ((one, refresher_due(one.rule, one.reached_on, one.refreshed_on)) for one in trained)
    found = [_present(one, due, planned.get(one.sign_up), day) for one, due in days if due and due <= day + SOON]
    return sorted(found, key=lambda one: (one.due_on, one.practice, one.sign_up))


def _present(known: Trained, due: date, planned_on: date | None, day: date) -> Refresher:
    return Refresher(
        sign_up=known.sign_up,
        code=known.code,
        practice=known.practice,
        site_key=known.site_key,
        site=known.site,
        trained_since=known.reached_on,
        refreshed_on=known.refreshed_on,
        due_on=due,
        standing=_standing(due, day),
        in_words=_in_words(due, day),
        planned_on=planned_on,
        programme=known.programme,
        rule=f"{known.rule.words} A refresher is due {count_of(known.rule.refresher_months or 0, 'month')} later.",
    )


def _standing(due: date, day: date) -> RefresherStanding:
    if due < day:
        return RefresherStanding.OVERDUE
    return RefresherStanding.DUE if due == day else RefresherStanding.SOON


def _in_words(due: date, day: date) -> str:
    days = abs((due - day).days)
    if due == day:
        return "Due today"
    return f"Overdue by {count_of(days, 'day')}" if due < day else f"Due in {count_of(days, 'day')}"
