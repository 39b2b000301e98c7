"""A plan with a past, for tests of its report: read in in January 2026 and reported on since, in invented words."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import time_machine

from towpath.access.roles import Role
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import Action, Plan
from towpath.plans.services.progress import report_progress
from towpath.plans.tests.builders import action_draft, plan_with

READ_IN = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)
REPORTED_ON = datetime(2026, 7, 10, 8, 5, tzinfo=UTC)
QUARTER = Quarter.parse("2026/27 Q1")
BEFORE = Quarter.parse("2025/26 Q4")
NEXT = Quarter.parse("2026/27 Q2")


@contextmanager
def on(moment: datetime):
    """Let it be another moment, for the plan, the audit record and the database alike."""
    with time_machine.travel(moment, tick=False):
        yield


def day(year: int, month: int, of_month: int) -> datetime:
    return datetime(year, month, of_month, 12, 0, tzinfo=UTC)


def plan_of(*actions, base_date: date | None = None, **more) -> Plan:
    """A plan read in on the twelfth of January 2026."""
    with on(READ_IN):
        return plan_with(*actions, base_date=base_date, partnership=partnership_named(), **more)


def say(action: Action, rating: str, account: str = "As agreed.", *, about: date, entered: datetime | None = None):
    """An account of an action, entered on the day it is about unless said otherwise."""
    with on(entered or day(about.year, about.month, about.day)):
        action.refresh_from_db()
        coordinator = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
        return report_progress(
            actor=coordinator, action=action, version=action.version, rating=rating, account=account, as_of=about
        )


def whole_story() -> Plan:
    """Four actions: one gets better, one worse, one has no base date, one is done."""
    plan = plan_of(
        action_draft("Open a drop-in at the library", deadline="By June 2026", rating="amber", leads=("Health",)),
        action_draft("Train every front desk", deadline="By May 2026", rating="green"),
        action_draft("Agree a shared protocol", deadline="Within 6 months", rating="amber"),
        action_draft("Print cards for surgeries", deadline="By September 2026"),
    )
    drop_in, train, _, cards = plan.actions.order_by("position")
    say(drop_in, "complete", "Opened on 4 May; 31 people came in the first month.", about=date(2026, 6, 3))
    say(train, "red", "Two trainers left.", about=date(2026, 6, 20), entered=day(2026, 7, 6))
    say(cards, "amber", "The printer is chosen.", about=date(2026, 2, 2))
    return plan
