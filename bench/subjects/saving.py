"""Saving one update of an action, through the service that the form and the command call.

The floor is one bare row committed to the same database: what it costs to have anything on the disk for good.
"""

from collections.abc import Iterator
from itertools import count

from django.db import connection
from django.urls import reverse

from bench.browser import Browser, queries
from bench.finding import Bar, Finding, Floor
from bench.grown import wording
from bench.grown.people import COORDINATOR
from bench.timing import in_turns, timed
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.plans.models import Action
from towpath.plans.services.progress import report_progress
from towpath.plans.views.actions import with_history

SUBJECT = "Saving an update"
BAR = Bar(16, "median")
RUNS = 100
MOST = RUNS + 20  # how many different actions are at hand for each way of saving
RATING = "amber"


def findings() -> Iterator[Finding]:
    """By the service, turn by turn with the bare row; then the form as a browser sends it."""
    coordinator = User.objects.get(email=COORDINATOR)
    actions = list(with_history(Action.objects.visible_to(coordinator)).order_by("-pk")[: 2 * MOST])
    by_service, by_form = _Saves(coordinator, actions[:MOST]), _Posts(actions[MOST:])
    bare = _BareRows()
    saving, floor = in_turns(by_service, bare, runs=RUNS, warm_up=3)
    beside = Floor("one bare row, committed", floor)
    yield Finding(SUBJECT, "by the service", saving, BAR, beside, queries=queries(by_service))
    yield Finding(SUBJECT, "by the form", timed(by_form, runs=RUNS), floor=beside, queries=queries(by_form))


class _Saves:
    """Each call reports on another action, fetched beforehand as the page fetches it."""

    def __init__(self, actor: User, actions: list[Action]) -> None:
        self.actor, self.actions, self.numbers = actor, iter(actions), count()

    def __call__(self) -> None:
        action = next(self.actions)
        report_progress(
            actor=self.actor,
            action=action,
            version=action.version,
            rating=RATING,
            account=wording.account(next(self.numbers)),
            as_of=today(),
        )


class _Posts:
    """Each call sends the form of another action and is led on to its page."""

    def __init__(self, actions: list[Action]) -> None:
        self.browser, self.actions, self.numbers = Browser(COORDINATOR), iter(actions), count()

    def __call__(self) -> None:
        action, day = next(self.actions), today()
        typed = {"rating": RATING, "account": wording.account(next(self.numbers)), "version": action.version}
        typed |= {"as_of_day": day.day, "as_of_month": day.month, "as_of_year": day.year}
        self.browser.post(reverse("plans:report_progress", args=[action.pk]), typed)


class _BareRows:
    """Each call commits one row of a table that nothing else knows."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_bare_row (words text NOT NULL)")

    def __call__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_bare_row (words) VALUES (%s)", [wording.account(0)])
