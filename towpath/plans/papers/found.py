"""What a report is made from: the plan's actions with all that was recorded of them by a moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from towpath.foundation.clock import local_day
from towpath.foundation.deadlines import Deadline
from towpath.foundation.periods import Quarter
from towpath.foundation.ratings import NOT_STATED, Rating, Scheme
from towpath.foundation.ratings.history import Account, History
from towpath.plans.models import Action, OutsideStep, Plan, ProgressUpdate, UpdateFigure
from towpath.plans.models.history import FigureState
from towpath.plans.services.deadlines import deadlines_on
from towpath.plans.services.rating import histories_of, own_days


@dataclass(frozen=True)
class PlanFacts:
    """A plan's actions and their histories, as known at a moment, seen on the report's day.

    The day is the last of the quarter, or today where the quarter has not ended.
    """

    plan: Plan
    quarter: Quarter
    known_at: datetime
    actions: tuple[Action, ...]
    histories: dict[int, History]
    steps: dict[int, list[OutsideStep]]
    figures: tuple[UpdateFigure, ...]
    gone: int
    earlier_deadlines: dict[int, Deadline]

    @property
    def day(self) -> date:
        return min(self.quarter.end, local_day(self.known_at))

    @property
    def day_before(self) -> date:
        """The last day of the quarter before."""
        return self.quarter.previous().end

    @property
    def is_over(self) -> bool:
        return self.day == self.quarter.end

    @property
    def scheme(self) -> Scheme:
        return self.plan.scheme

    @property
    def ratings(self) -> tuple[Rating, ...]:
        return (*self.scheme.ratings, NOT_STATED)

    def deadline_of(self, action: Action) -> Deadline:
        """The deadline that held on the report's day, though it was moved since."""
        return self.earlier_deadlines.get(action.pk, action.deadline)

    def rating_on(self, action: Action, day: date) -> Rating:
        return self.history_of(action).rating_on(day)

    def history_of(self, action: Action) -> History:
        return self.histories.get(action.pk, History(()))

    def accounts_in_quarter(self, action: Action) -> tuple[Account, ...]:
        """The accounts that speak of the quarter, as far as it has gone."""
        return self.history_of(action).between(self.quarter.start, self.day)

    @cached_property
    def began_on(self) -> date:
        """The first day anything is known of the plan."""
        spoken_of = (
            min(account.day, account.rating_day) for history in self.histories.values() for account in history.accounts
        )
        return min([*spoken_of, *own_days(self.plan)])


def find(plan: Plan, quarter: Quarter, known_at: datetime) -> PlanFacts:
    """All that a report needs, in eight questions however long the plan."""
    actions = tuple(plan.actions.current().with_people().order_by("position"))
    return PlanFacts(
        plan=plan,
        quarter=quarter,
        known_at=known_at,
        actions=actions,
        histories=histories_of(_recorded_by(known_at, ProgressUpdate.objects.with_documents(), plan), plan.scheme),
        steps=_by_action(_recorded_by(known_at, OutsideStep.objects.all(), plan)),
        figures=_figures(plan, known_at),
        gone=plan.actions.filter(is_gone=True).count(),
        earlier_deadlines=deadlines_on(plan, min(quarter.end, local_day(known_at))),
    )


def _recorded_by(known_at: datetime, rows: QuerySet, plan: Plan) -> QuerySet:
    return rows.filter(action__plan=plan, action__is_gone=False, recorded_at__lte=known_at)


def _by_action(steps: Iterable[OutsideStep]) -> dict[int, list[OutsideStep]]:
    by_action: dict[int, list[OutsideStep]] = defaultdict(list)
    for step in steps:
        by_action[step.action_id].append(step)
    return by_action


def _figures(plan: Plan, known_at: datetime) -> tuple[UpdateFigure, ...]:
    accepted = UpdateFigure.objects.filter(
        update__action__plan=plan,
        update__action__is_gone=False,
        state=FigureState.ACCEPTED,
        decided_at__lte=known_at,
    )
    return tuple(accepted.select_related("update").order_by("update__action__position", "pk"))
