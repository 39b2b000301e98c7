"""The regular jobs: asked for in every hour by one worker, however many there are."""

from collections.abc import Iterable

from django.db import transaction
from django_tasks.base import Task

from towpath.foundation.clock import now
from towpath.jobs.models import Turn


def ask_for(jobs: Iterable[Task]) -> int:
    """Put these jobs in the queue, but those already asked for in this hour. Returns how many were put there."""
    return sum(_ask_for(job) for job in jobs)


@transaction.atomic
def _ask_for(job: Task) -> bool:
    """The turn and the job are kept together: neither is there without the other."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    _, is_first = Turn.objects.get_or_create(job=job.module_path, hour=hour)
    if is_first:
        job.enqueue()
    return is_first
