"""What tests of jobs share."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from towpath.jobs import workers
from towpath.jobs.models import Job, Worker
from towpath.jobs.tests import examples


@dataclass
class Clockless:
    """Waits for nothing: notes how long a thread meant to wait, and ends it after so many steps."""

    steps: int
    waits: list[float] = field(default_factory=list)

    def is_set(self) -> bool:
        return len(self.waits) >= self.steps

    def wait(self, timeout: float) -> bool:
        self.waits.append(timeout)
        return self.is_set()


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    """No test meets what another did."""
    examples.DONE.clear()
    examples.FAULTS.clear()


def living(key: str) -> str:
    workers.beat(key)
    return key


def dead(key: str, **ago: float) -> str:
    """A worker last heard of so long ago."""
    workers.beat(key)
    Worker.objects.filter(pk=key).update(beat_at=F("beat_at") - timedelta(**ago or {"minutes": 5}))
    return key


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def task_of(job: Job) -> DBTaskResult:
    """What the queue holds of a job that was asked for once."""
    (task,) = (one for one in DBTaskResult.objects.all() if one.args_kwargs["args"][0] == job.pk)
    return task
