"""The one task of the queue: an attempt at a job. The queue knows the key of the job and the attempt, and no more."""

import logging
from datetime import datetime

from django_tasks import task

from towpath.foundation.clock import now
from towpath.jobs.kinds import queue_of
from towpath.jobs.models import Job
from towpath.jobs.progress import NotWantedError, SupersededError, TryLaterError, begin

LOG = logging.getLogger("towpath.jobs")


@task()
def work(job_pk: int, attempt: int) -> None:
    """Do a job by the function of its kind. An attempt that is done or no longer wanted is left alone."""
    progress = begin(job_pk, attempt)
    if progress is None:
        return
    try:
        progress.kind.work(progress.job.subject, progress)
        progress.finish()
    except SupersededError:
        LOG.info("Job %s: attempt %s was superseded.", job_pk, attempt)
    except NotWantedError:
        progress.cancel()
    except TryLaterError as later:
        job = progress.put_off(len(later.delays))
        if job is None:
            raise
        LOG.warning("Job %s is tried again later: %s", job_pk, later)
        queue(job, run_after=now() + later.delays[job.tries - 1])


def queue(job: Job, *, run_after: datetime | None = None) -> None:
    """Hand an attempt over to the workers, in the transaction of whatever asked for it."""
    work.using(queue_name=queue_of(job.kind), run_after=run_after).enqueue(job.pk, job.attempt)
