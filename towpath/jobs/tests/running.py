"""Running jobs inside a test, to their end: no test waits for a worker."""

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from towpath.jobs.models import Job
from towpath.jobs.supervising import LANES, JobLane, work_through
from towpath.jobs.tasks import work


def do(job: Job) -> None:
    """Do this job now, whatever waits before it."""
    work.func(job.pk, job.attempt)


def run_jobs() -> int:
    """Do every job that is due, mail among them. Returns how many."""
    return work_through()


def read_next_file() -> None:
    """Do the next job of the lane for files, as a worker would beside the page that waits for it."""
    JobLane("reader", "reading", LANES["reading"].queues).step()


def run_jobs_that_were_put_off() -> int:
    """Do every job that waits, those put off to a later moment too."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    return work_through()
