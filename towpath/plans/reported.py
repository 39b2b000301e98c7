"""Which quarter of a plan was reported last: the room of reports says so here, as this room knows nothing of it."""

from collections.abc import Callable

from towpath.foundation.periods import Quarter
from towpath.plans.models import Plan

NewestQuarter = Callable[[Plan], Quarter | None]
_tellers: list[NewestQuarter] = []


def tell_newest_quarter(teller: NewestQuarter) -> None:
    """For a room that reports on plans, from its `AppConfig.ready`."""
    if teller not in _tellers:
        _tellers.append(teller)


def newest_quarter(plan: Plan) -> Quarter | None:
    """The latest quarter a report was built for, None where there is none yet."""
    quarters = [quarter for teller in _tellers if (quarter := teller(plan))]
    return max(quarters, key=lambda quarter: quarter.start, default=None)
