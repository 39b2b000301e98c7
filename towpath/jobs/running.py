"""One task of the queue: claimed by one worker, done, its outcome kept. What met a fault of the database is done again.

A task that meets an absent or full database is put off, longer each time, and done again. One whose worker died is put
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

from towpath.jobs.progress import note_failure
from towpath.ui.outside import in_short, outside_fault

LOG = logging.getLogger("towpath.jobs")
MOST_TRIES = 3
MOST_FAULTS = 6  # of the database, over an hour and a half
PUT_OFF = timedelta(seconds=15)  # four times as long after each
LONGEST_PUT_OFF = timedelta(hours=2)
DATABASE_FAULTS = (OperationalError, InterfaceError)


class GivenUpError(Exception):
    """A task whose workers died too often."""

    def __init__(self, tries: int) -> None:
        super().__init__(f"Given up after {tries} tries: the worker ended or the database was away each time")


@dataclass(frozen=True)
class Outcome:
    """What came of a task: nothing, or what it raised."""

    task: DBTaskResult
    error: BaseException | None = None


def claim(queues: Collection[str], worker_key: str) -> DBTaskResult | None:
    """The next task of these queues, claimed for a worker; None where nothing waits."""
    waiting = DBTaskResult.objects.ready().filter(queue_name__in=queues)
    if not waiting.exists():  # asked without the lock, which on SQLite keeps everybody from writing
        return None
    with exclusive_transaction():
        task: DBTaskResult | None = waiting.get_locked()
        if task is not None:
            task.claim(worker_key)
    return task


def perform(task: DBTaskResult) -> Outcome:
    """Do a task. Nothing it raises gets out: it is in the outcome.

    What libraries written in Rust raise where they panic is no Exception, and would end the lane.
    """
    try:
        task.task.call(*task.args_kwargs["args"])
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _log(task, error)
        return Outcome(task, error)
    return Outcome(task)


def _log(task: DBTaskResult, error: BaseException) -> None:
    """The trace of a fault of ours; a line for what failed outside."""
    if fault := outside_fault(error):
        said = f"{fault.sentence} {fault.for_operators} ({in_short(error)})"
        LOG.error("%s failed: %s %s", _named(task), reference_of(task), said)
    else:
        LOG.error("%s failed: %s", _named(task), reference_of(task), exc_info=error)


@transaction.atomic
def settle(outcome: Outcome) -> None:
    """Keep what came of a task, unless another worker has taken it up meanwhile."""
    task = locked_if_claimed_by(outcome.task, outcome.task.worker_ids)
    if task is None:
        return
    if outcome.error is None:
        _end(task, TaskResultStatus.SUCCESSFUL)
    elif isinstance(outcome.error, DATABASE_FAULTS):
        put_back(task, most=MOST_FAULTS, after=PUT_OFF * 4 ** (len(task.worker_ids) - 1))
    else:
        fail(task, outcome.error)


def put_back(task: DBTaskResult, *, most: int = MOST_TRIES, after: timedelta | None = None) -> None:
    """Let a task be done again, at once or later, or give it up after too many tries. It must be locked."""
    if len(task.worker_ids) >= most:
        LOG.error("%s was given up after %s tries: %s", _named(task), most, reference_of(task))
        fail(task, GivenUpError(len(task.worker_ids)))
        return
    task.status, task.started_at = TaskResultStatus.READY, None
    task.run_after = timezone.now() + after if after else get_date_max()
    task.save(update_fields=["status", "started_at", "run_after"])


def hurry() -> int:
    """Do now what is put off by longer than any task is: the clock stood ahead when it was. Returns how many."""
    longest = timezone.now() + LONGEST_PUT_OFF
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__gt=longest)
    put_off = waiting.exclude(run_after=get_date_max())
    return put_off.update(run_after=get_date_max()) if put_off.exists() else 0


def fail(task: DBTaskResult, error: BaseException) -> None:
    """End a task that failed, and its job with it. The trace is in the log: it may hold people's words."""
    _end(task, TaskResultStatus.FAILED, error=f"{type(error).__module__}.{type(error).__qualname__}")
    failure = str(error) if isinstance(error, GivenUpError) else "Stopped by a fault"
    note_failure(*task.args_kwargs["args"], failure=failure, reference=reference_of(task))


def reference_of(task: DBTaskResult) -> str:
    """What stands beside the trace in the log, and is all that a page tells of a failure."""
    return str(task.pk)[:8].upper()


def locked_if_claimed_by(task: DBTaskResult, worker_keys: list[str]) -> DBTaskResult | None:
    """The task, locked, if it is being done and these workers and no later one have claimed it."""
    held = DBTaskResult.objects.select_for_update().filter(pk=task.pk, status=TaskResultStatus.RUNNING).first()
    return held if held is not None and held.worker_ids == worker_keys else None


def _named(task: DBTaskResult) -> str:
    """Which job and which attempt, for the log."""
    job, attempt = task.args_kwargs["args"]
    return f"Job {job}, attempt {attempt},"


def _end(task: DBTaskResult, status: TaskResultStatus, *, error: str = "") -> None:
    task.status, task.finished_at, task.exception_class_path = status, timezone.now(), error
    task.save(update_fields=["status", "finished_at", "exception_class_path"])
