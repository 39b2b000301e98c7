"""The lives of workers, and the tasks of those that died."""

import socket
from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from towpath.jobs.models import Worker
from towpath.jobs.running import locked_if_claimed_by, put_back

NOBODY_WORKS = "No worker is running: what was asked for waits until whoever runs Towpath starts one."


def new_key() -> str:
    """A name no other worker has, on this machine or another, before or after."""
    return f"{socket.gethostname()[:15]}-{get_random_string(16)}"


def beat(key: str) -> None:
    """Say that this worker lives."""
    if not Worker.objects.filter(pk=key).update(beat_at=Now()):
        Worker.objects.create(key=key, began_at=Now(), beat_at=Now())


def retire(key: str) -> None:
    """This worker ends: what it leaves undone is taken up at once."""
    Worker.objects.filter(pk=key).delete()


def someone_works() -> bool:
    """Is any worker alive?"""
    return Worker.objects.alive().exists()


def take_up_orphans() -> int:
    """Put back the tasks whose worker is dead. Returns how many."""
    alive = set(Worker.objects.alive().values_list("pk", flat=True))
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return put_back_all(task for task in running if process_of(task.worker_ids) not in alive)


def put_back_all(tasks: Iterable[DBTaskResult]) -> int:
    """Put back those of these tasks that nobody has taken up meanwhile. Returns how many."""
    return sum(_put_back(task) for task in list(tasks))


@transaction.atomic
def _put_back(task: DBTaskResult) -> bool:
    held = locked_if_claimed_by(task, task.worker_ids)
    if held is not None:
        put_back(held)
    return held is not None


def process_of(worker_keys: list[str]) -> str:
    """The process of the last lane that claimed a task."""
    return worker_keys[-1].partition(":")[0] if worker_keys else ""
