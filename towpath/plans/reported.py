"""Which quarter of a plan was reported last: the room of reports says so here, as this room knows nothing of it."""

from collections.abc import Callable

from towpath.foundation.periods import Quarter
from towpath.foundation.registry import Registry
from towpath.plans.models import Plan

NewestQuarter = Callable[[Plan], Quarter | None]
NEWEST_QUARTER: Registry[NewestQuarter, NewestQuarter] = Registry("report on plans")


def newest_quarter(plan: Plan) -> Quarter | None:
    """The latest quarter a report was built for, None where there is none yet."""
    return NEWEST_QUARTER.only(plan)
