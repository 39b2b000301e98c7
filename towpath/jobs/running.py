"""One job: claimed by one worker, done, and its outcome kept. What the database could not take is tried again.

A job that meets an absent or full database is put off, longer each time, and done again. One whose worker died is put
back at once, and given up sooner, as it may be what kills its workers.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from django_tasks_db.utils import exclusive_transaction

from towpath.jobs.kinds import arguments_of, kind_of

LOG = logging.getLogger("towpath.jobs")
MOST_TRIES = 3
MOST_FAULTS = 6  # of the database, over an hour and a half
PUT_OFF = timedelta(seconds=15)  # four times as long after each
LONGEST_PUT_OFF = timedelta(hours=2)
DATABASE_FAULTS = (OperationalError, InterfaceError)


class GivenUpError(Exception):
    """A job whose workers died too often."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job: nothing, or what it raised."""

    job: DBTaskResult
    error: BaseException | None = None


def claim(queues: Collection[str], worker_key: str) -> DBTaskResult | None:
    """The next job of these queues, claimed for a worker; None where nothing waits."""
    waiting = DBTaskResult.objects.ready().filter(queue_name__in=queues)
    if not waiting.exists():  # asked without the lock, which on SQLite keeps everybody from writing
        return None
    with exclusive_transaction():
        job: DBTaskResult | None = waiting.get_locked()
        if job is not None:
            job.claim(worker_key)
    return job


def perform(job: DBTaskResult) -> Outcome:
    """Do a job. Nothing it raises gets out: it is in the outcome.

    What libraries written in Rust raise where they panic is no Exception, and would end the lane.
    """
    args, kwargs = arguments_of(job)
    try:
        job.task.call(*args, **kwargs)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        LOG.exception("Job %s failed: %s", job.task_path, reference_of(job))
        return Outcome(job, error)
    return Outcome(job)


@transaction.atomic
def settle(outcome: Outcome) -> None:
    """Keep what came of a job, unless another worker has taken it up meanwhile."""
    job = locked_if_claimed_by(outcome.job, outcome.job.worker_ids)
    if job is None:
        return
    if outcome.error is None:
        _end(job, TaskResultStatus.SUCCESSFUL)
    elif isinstance(outcome.error, DATABASE_FAULTS):
        put_back(job, most=MOST_FAULTS, after=PUT_OFF * 4 ** (len(job.worker_ids) - 1))
    else:
        fail(job, outcome.error)


def put_back(job: DBTaskResult, *, most: int = MOST_TRIES, after: timedelta | None = None) -> None:
    """Let a job be done again, at once or later, or give it up after too many tries. It must be locked."""
    if len(job.worker_ids) >= most:
        LOG.error("Job %s was given up after %s tries: %s", job.task_path, most, reference_of(job))
        fail(job, GivenUpError())
        return
    job.status, job.started_at = TaskResultStatus.READY, None
    job.run_after = timezone.now() + after if after else get_date_max()
    job.save(update_fields=["status", "started_at", "run_after"])


def hurry() -> int:
    """Do now what is put off by longer than any job is: the clock stood ahead when it was. Returns how many."""
    longest = timezone.now() + LONGEST_PUT_OFF
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__gt=longest)
    put_off = waiting.exclude(run_after=get_date_max())
    return put_off.update(run_after=get_date_max()) if put_off.exists() else 0


def fail(job: DBTaskResult, error: BaseException) -> None:
    """End a job that failed, and tell the room it belongs to. The trace is in the log: it may hold people's words."""
    _end(job, TaskResultStatus.FAILED, error=f"{type(error).__module__}.{type(error).__qualname__}")
    try:
        with transaction.atomic():
            args, kwargs = arguments_of(job)
            part = getattr(error, "where", "")
            kind_of(job).failed(*args, **kwargs, reference=reference_of(job), part=part)
    except DATABASE_FAULTS:
        raise
    except Exception:  # a room that cannot take the news must not keep the lane from its next job
        LOG.exception("Nobody could be told that job %s failed: %s", job.task_path, reference_of(job))


def reference_of(job: DBTaskResult) -> str:
    """What stands beside the trace in the log, and is all that a page tells of a failure."""
    return str(job.pk)[:8].upper()


def locked_if_claimed_by(job: DBTaskResult, worker_keys: list[str]) -> DBTaskResult | None:
    """The job, locked, if it is being done and these workers and no later one have claimed it."""
    held = DBTaskResult.objects.select_for_update().filter(pk=job.pk, status=TaskResultStatus.RUNNING).first()
    return held if held is not None and held.worker_ids == worker_keys else None


def _end(job: DBTaskResult, status: TaskResultStatus, *, error: str = "") -> None:
    job.status, job.finished_at, job.exception_class_path = status, timezone.now(), error
    job.save(update_fields=["status", "finished_at", "exception_class_path"])
