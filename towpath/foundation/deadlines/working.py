"""What a list keeps of a deadline, so that nothing has to be read again to find what is due or overdue."""

from dataclasses import dataclass
from datetime import date

from towpath.foundation.deadlines.bases import Bases
from towpath.foundation.deadlines.deadline import Deadline
from towpath.foundation.deadlines.done import as_of
from towpath.foundation.deadlines.standing import due_on, lacks_base

# Beyond every plan: what is due then is the last turn of something that ends, or never the last.
FAR = date(2500, 1, 1)


@dataclass(frozen=True)
class WorkingDates:
    """When something is due next, after which day it is overdue, and whether only a base date is missing."""

    due_on: date | None
    overdue_after: date | None
    lacks_base: bool


def working_dates(deadline: Deadline, base: Bases | date | None, day: date) -> WorkingDates:
    """The dates as seen on a day; what recurs without end is due again and again and never overdue."""
    deadline = as_of(deadline, day)
    last = due_on(deadline, base, FAR)
    return WorkingDates(
        due_on=due_on(deadline, base, day),
        overdue_after=last if last and last < FAR else None,
        lacks_base=lacks_base(deadline, base),
    )
