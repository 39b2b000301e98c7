"""The regular jobs: asked for in every hour, some more often, by one worker, however many there are."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from towpath.foundation.clock import now
from towpath.jobs.kinds import JobKind
from towpath.jobs.services import ask, locked_job

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def ask_for(kinds: Iterable[JobKind]) -> int:
    """Ask for these jobs, but those asked for in this hour, or the like, or still under way. Returns how many."""
    return sum(_ask_for(kind) for kind in kinds)


@transaction.atomic
def _ask_for(kind: JobKind) -> bool:
    at = now().astimezone(UTC)
    begins = at - (at - BEGINNING) % kind.every
    job = locked_job(kind.name)
    if job.attempt and begins <= job.asked_at < begins + kind.every:
        return False
    return ask(kind.name).attempt > job.attempt
