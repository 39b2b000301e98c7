"""Asking for long work, having no more of it, what an administrator can do where it failed, and tidying up after it."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from towpath.access.grants import Visitor
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.jobs import policies
from towpath.jobs.kinds import passing_kinds
from towpath.jobs.models import Job, JobState, Worker
from towpath.jobs.progress import move
from towpath.jobs.tasks import queue

DONE_FOR = timedelta(days=2)
FAILED_FOR = timedelta(days=30)
DEAD_FOR = timedelta(days=1)
AFRESH: dict[str, object] = {
    "done": 0,
    "total": 0,
    "tries": 0,
    "step": "",
    "failure": "",
    "reference": "",
    "ended_at": None,
}


@transaction.atomic
def ask(kind: str, subject: int = 0, *, partnership_key: int | None = None, anew: bool = False) -> Job:
    """Have work done. What is under way is handed back, not begun twice, or `anew` left alone for another attempt.

    Whoever asks has asked a policy, and has locked what it is for.
    """
    job = locked_job(kind, subject, partnership_key)
    if job.attempt and job.is_under_way and not anew:
        return job
    move(job, JobState.ASKED, **AFRESH, attempt=job.attempt + 1, asked_at=now())
    queue(job)
    return job


def locked_job(kind: str, subject: int = 0, partnership_key: int | None = None) -> Job:
    """The job of that kind for that thing, locked; one that was never asked for has no attempt yet."""
    first = {"partnership_key": partnership_key, "asked_at": now()}
    job, _ = Job.objects.get_or_create(kind=kind, subject=subject, defaults=first)
    return Job.objects.select_for_update().get(pk=job.pk)


@transaction.atomic
def cancel(job: Job) -> Job:
    """Have a job that is under way done no more: its attempt is over. It can be asked for again."""
    held = Job.objects.select_for_update().get(pk=job.pk)
    if not held.is_under_way:
        return held
    return move(held, JobState.CANCELLED, **AFRESH | {"ended_at": now()}, attempt=held.attempt + 1)


def forget(kind: str, subjects: Collection[int]) -> None:
    """What these jobs were for is gone: so are they, and an attempt under way ends at its next step."""
    Job.objects.filter(kind=kind, subject__in=subjects).delete()


@transaction.atomic
def try_again(*, actor: Visitor, job: Job) -> None:
    """Have a failed job done once more. Twice at once does it once."""
    held = Job.objects.select_for_update().get(pk=job.pk)
    policies.may_try_again(actor, held).require()
    record(actor=actor, event=Event.JOB_TRIED_AGAIN, subject=ask(held.kind, held.subject))


def clear_finished() -> int:
    """Remove from the queue what was done long ago, with jobs of what is gone, and workers that died. Returns how many.

    What failed stays in the queue for a month, as somebody may still look for it.
    """
    at = timezone.now()
    Worker.objects.filter(beat_at__lt=at - DEAD_FOR).delete()
    Job.objects.filter(kind__in=passing_kinds(), state=JobState.DONE, ended_at__lt=at - DONE_FOR).delete()
    finished = DBTaskResult.objects.all()
    gone, _ = finished.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - DONE_FOR).delete()
    given_up, _ = finished.filter(status=TaskResultStatus.FAILED, finished_at__lt=at - FAILED_FOR).delete()
    return gone + given_up
