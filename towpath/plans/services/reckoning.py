"""Working dates: what follows from an action's deadline and its plan's base date, kept so that lists are quick.

A recurring deadline's next date moves as days pass, so a daily job reckons those again.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from towpath.foundation.clock import today
from towpath.foundation.deadlines import working_dates
from towpath.plans.models import Action, Plan

RECKONED = ["due_on", "overdue_after", "lacks_base"]


def reckon(action: Action, base_date: date | None, day: date) -> None:
    """Set the working date of an action from its deadline; nothing is saved."""
    worked = working_dates(action.deadline, base_date, day)
    action.due_on, action.overdue_after, action.lacks_base = worked.due_on, worked.overdue_after, worked.lacks_base


def reckon_plan(plan: Plan) -> None:
    """Reckon every action of a plan again, after its base date changed."""
    reckon_and_save(plan.actions.all(), plan.base_date)


def reckon_and_save(actions: Iterable[Action], base_date: date | None) -> None:
    """Reckon these actions of one plan again and save what changed in one statement."""
    changed = list(actions)
    for action in changed:
        reckon(action, base_date, today())
    Action.objects.bulk_update(changed, RECKONED, batch_size=500)


def reckon_recurring() -> int:
    """The daily job: move on every recurring deadline whose last turn has passed. Returns how many moved."""
    still_to_come = Q(overdue_after=None) | Q(overdue_after__gte=today())
    passed = Action.objects.current().filter(still_to_come, due_on__lt=today()).select_related("plan")
    moved = list(passed)
    for action in moved:
        reckon(action, action.plan.base_date, today())
    Action.objects.bulk_update(moved, RECKONED, batch_size=500)
    return len(moved)
