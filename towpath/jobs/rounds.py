"""The regular jobs: asked for in every hour by one worker, however many there are."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from towpath.foundation.clock import now
from towpath.jobs.kinds import JobKind
from towpath.jobs.services import ask, locked_job

HOUR = timedelta(hours=1)


def ask_for(kinds: Iterable[JobKind]) -> int:
    """Ask for these jobs, but those asked for in this hour or still under way. Returns how many were asked for."""
    return sum(_ask_for(kind.name) for kind in kinds)


@transaction.atomic
def _ask_for(kind: str) -> bool:
    hour = now().replace(minute=0, second=0, microsecond=0)
    job = locked_job(kind)
    if job.attempt and hour <= job.asked_at < hour + HOUR:
        return False
    return ask(kind).attempt > job.attempt
