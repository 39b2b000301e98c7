"""What the report says of dates: what is overdue, what has no base date, what is due next quarter."""

from collections.abc import Iterable, Iterator
from datetime import date

from towpath.foundation.deadlines import Standing, base_day, due_on, standing
from towpath.plans.models import Action
from towpath.reports.quarter.contents import Due
from towpath.reports.quarter.found import Found
from towpath.reports.quarter.printing import rated, subject
from towpath.ui.words import as_day, count_of


def overdue(found: Found) -> tuple[Due, ...]:
    """Open actions whose working date has passed, the longest overdue first."""
    return _where(found, Standing.OVERDUE)


def undated(found: Found) -> tuple[Due, ...]:
    """Open actions promised within a time counted from a day that nobody recorded."""
    return _where(found, Standing.NO_BASE_DATE)


def due_next(found: Found) -> tuple[Due, ...]:
    """Open actions whose working date, or next turn, falls in the quarter after this one."""
    following = found.quarter.next()
    dated = ((action, _due_on(found, action, following.start)) for action in _open(found))
    return _in_order(found, ((action, due) for action, due in dated if due and due in following))


def standing_of(found: Found, action: Action) -> Standing:
    """Where an action stands on the report's day."""
    is_done = found.rating_on(action, found.day).means_done
    return standing(found.deadline_of(action), found.plan.base_date, found.day, is_done=is_done)


def _where(found: Found, wanted: Standing) -> tuple[Due, ...]:
    standing_so = (action for action in found.actions if standing_of(found, action) is wanted)
    return _in_order(found, ((action, _due_on(found, action, found.day)) for action in standing_so))


def _open(found: Found) -> Iterator[Action]:
    return (one for one in found.actions if not found.rating_on(one, found.day).means_done)


def _due_on(found: Found, action: Action, day: date) -> date | None:
    return due_on(found.deadline_of(action), found.plan.base_date, day)


def _in_order(found: Found, dated: Iterable[tuple[Action, date | None]]) -> tuple[Due, ...]:
    ordered = sorted(dated, key=lambda pair: (pair[1] or date.max, pair[0].position))
    return tuple(_due(found, action, due) for action, due in ordered)


def _due(found: Found, action: Action, due: date | None) -> Due:
    late = (found.day - due).days if due else 0
    return Due(
        action=subject(action),
        rating=rated(found.rating_on(action, found.day)),
        deadline=found.deadline_of(action).text[:500] or "None given",
        working_date=as_day(due),
        base_date=_base_date(found, action),
        lateness=f"{count_of(late, 'day')} late" if late > 0 else "",
    )


def _base_date(found: Found, action: Action) -> str:
    deadline = found.deadline_of(action)
    if not (deadline.needs_base or deadline.counted.base_on):
        return "Not needed"
    base = base_day(deadline, found.plan.base_date)
    return as_day(base.on) if base else "None recorded"
