"""Working dates: what follows from an action's deadline and its plan's base date, kept so that lists are quick.

A recurring deadline's next date moves as days pass, so a regular job reckons all of them again.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.deadlines import working_dates
from towpath.plans.models import Action, Plan

RECKONED = ["due_on", "overdue_after", "lacks_base"]
LOCKED_AT_ONCE = 500


def reckon(action: Action, base_date: date | None, day: date) -> None:
    """Set the working date of an action from its deadline; nothing is saved."""
    worked = working_dates(action.deadline, base_date, day)
    action.due_on, action.overdue_after, action.lacks_base = worked.due_on, worked.overdue_after, worked.lacks_base


def reckon_plan(plan: Plan) -> None:
    """Reckon every action of a plan again, after its base date changed."""
    reckon_and_save(locked_actions(plan.actions.all()), plan.base_date)


def reckon_and_save(actions: Iterable[Action], base_date: date | None) -> None:
    """Reckon these actions of one plan again and save what changed in one statement."""
    changed = list(actions)
    for action in changed:
        reckon(action, base_date, today())
    Action.objects.bulk_update(changed, RECKONED, batch_size=500)


def reckon_all() -> int:
    """The regular job: derive every working date anew. Returns how many were not as they should be.

    All of them and not only those whose turn has passed: what was derived while the clock stood wrong is put right too.
    """
    wrong = [action.pk for action in Action.objects.select_related("plan").iterator(2000) if _is_moved(action)]
    return sum(_reckon_locked(wrong[start : start + LOCKED_AT_ONCE]) for start in range(0, len(wrong), LOCKED_AT_ONCE))


def locked_actions(actions: QuerySet[Action]) -> QuerySet[Action]:
    """These actions, locked first and read after, so that nothing that is derived for them overwrites a change."""
    keys = list(actions.order_by("pk").values_list("pk", flat=True).distinct())
    list(Action.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return Action.objects.filter(pk__in=keys)


@transaction.atomic
def _reckon_locked(keys: list[int]) -> int:
    """Derive the dates of these actions anew."""
    found = locked_actions(Action.objects.filter(pk__in=keys))
    moved = [action for action in found.select_related("plan") if _is_moved(action)]
    Action.objects.bulk_update(moved, RECKONED)
    return len(moved)


def _is_moved(action: Action) -> bool:
    """Set the dates of an action anew; true if they were others."""
    before = [getattr(action, name) for name in RECKONED]
    reckon(action, action.plan.base_date, today())
    return before != [getattr(action, name) for name in RECKONED]
