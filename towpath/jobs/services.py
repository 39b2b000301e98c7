"""What an administrator can do about jobs, and tidying up after them."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.jobs import policies
from towpath.jobs.kinds import arguments_of, kind_of
from towpath.jobs.models import Turn, Worker

DONE_FOR = timedelta(days=2)
FAILED_FOR = timedelta(days=30)
TURNS_FOR = timedelta(days=7)
DEAD_FOR = timedelta(days=1)


SHOWN = 200


def failed_jobs(user: Any) -> list[DBTaskResult]:
    """The newest failures that still matter and that this person may see."""
    newest = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")[:SHOWN]
    return [job for job in newest if policies.may_see_failed_job(user, job) and is_open(job)]


def is_open(job: DBTaskResult) -> bool:
    """Does this failure still matter, or was the work done in another way since?"""
    args, kwargs = arguments_of(job)
    return kind_of(job).is_open(*args, **kwargs)


def is_tried_again(job: DBTaskResult) -> bool:
    """Has somebody had this failure tried again?"""
    return bool(job.status != TaskResultStatus.FAILED)


@transaction.atomic
def try_again(*, actor: Any, job: DBTaskResult) -> None:
    """Have a failed job done once more. Twice at once does it once."""
    held = DBTaskResult.objects.select_for_update().get(pk=job.pk)
    policies.may_try_again(actor, held).require()
    held.status, held.worker_ids, held.run_after = TaskResultStatus.READY, [], get_date_max()
    held.started_at = held.finished_at = None
    held.save(update_fields=["status", "worker_ids", "run_after", "started_at", "finished_at"])
    args, kwargs = arguments_of(held)
    kind_of(held).reopened(*args, **kwargs)
    record(actor=actor, event=Event.JOB_TRIED_AGAIN, subject=held)


def clear_finished() -> int:
    """Remove jobs done long ago, turns taken and workers that died. Returns how many jobs went.

    Failed ones stay for a month, as somebody may still look for them.
    """
    at = timezone.now()
    Turn.objects.filter(hour__lt=at - TURNS_FOR).delete()
    Worker.objects.filter(beat_at__lt=at - DEAD_FOR).delete()
    finished = DBTaskResult.objects.all()
    gone, _ = finished.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - DONE_FOR).delete()
    given_up, _ = finished.filter(status=TaskResultStatus.FAILED, finished_at__lt=at - FAILED_FOR).delete()
    return gone + given_up
