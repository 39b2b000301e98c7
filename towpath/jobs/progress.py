"""One attempt at a job: begun, told how far it is, and ended together with what the work writes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from towpath.foundation.clock import now
from towpath.jobs.kinds import KINDS, JobKind
from towpath.jobs.models import JOB, Job, JobQuerySet, JobState

LOG = logging.getLogger("towpath.jobs")


class SupersededError(Exception):
    """Somebody asked for the job again meanwhile or cancelled it: this attempt stops and leaves it alone."""


class NotWantedError(Exception):
    """What the job is for is gone since it was asked for: it is cancelled."""


class TryLaterError(Exception):
    """What the job needs is away. It is tried again after each of these delays in turn, and has then failed."""

    def __init__(self, reason: str, delays: tuple[timedelta, ...]) -> None:
        super().__init__(reason)
        self.delays = delays


class Progress:
    """How the work of one attempt says how far it is. The row of its job may have moved on to a later attempt."""

    def __init__(self, job: Job, kind: JobKind) -> None:
        self.job, self.kind = job, kind
        self.is_finished = False

    def step(self, done: int, step: str) -> None:
        """Show which step begins, after so many. Raises SupersededError."""
        if not self._mine().update(done=done, step=step):
            raise SupersededError

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The transaction in which the work writes what came of it: kept with the end of the job, or not at all.

        What the work locks it locks before the job, as whoever asks does. Raises SupersededError.
        """
        with transaction.atomic():
            if not self._mine().exists():
                raise SupersededError
            yield
            job = self._mine().select_for_update().first()
            if job is None:
                raise SupersededError
            move(job, JobState.DONE, done=job.total, step="", ended_at=now())
        self.is_finished = True

    def finish(self) -> None:
        """The end of work that writes nothing together with it."""
        if not self.is_finished:
            with self.finishing():
                pass

    @transaction.atomic
    def cancel(self) -> None:
        for job in self._mine().select_for_update():
            move(job, JobState.CANCELLED, step="", ended_at=now())

    @transaction.atomic
    def put_off(self, most: int) -> Job | None:
        """The job waiting for another try of this attempt; None where it has had so many."""
        job = self._mine().select_for_update().first()
        if job is None:
            raise SupersededError
        return None if job.tries >= most else move(job, JobState.ASKED, tries=job.tries + 1, step="")

    def _mine(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=JobState.WORKING)


@transaction.atomic
def begin(job_pk: int, attempt: int) -> Progress | None:
    """Begin an attempt that is still wanted. One that is begun already was left by a worker that died."""
    job = Job.objects.select_for_update().under_way().filter(pk=job_pk, attempt=attempt).first()
    if job is None:
        return None
    kind = KINDS[job.kind]
    return Progress(move(job, JobState.WORKING, done=0, total=kind.steps, step=""), kind)


@transaction.atomic
def note_failure(job_pk: int, attempt: int, *, failure: str, reference: str) -> None:
    """Say that an attempt that is still wanted failed, in which way, and under which reference the log says why."""
    for job in Job.objects.select_for_update().under_way().filter(pk=job_pk, attempt=attempt):
        move(job, JobState.FAILED, failure=failure, reference=reference, step="", ended_at=now())


def move(job: Job, to: JobState, **changes: object) -> Job:
    """Put a job that is locked into its next state, with what changes beside it. Raises TransitionError."""
    JOB.require(JobState(job.state), to)
    for name, value in (changes | {"state": to}).items():
        setattr(job, name, value)
    job.save(update_fields=["state", *changes])
    return job


def as_sentence(done: int, total: int, step: str) -> str:
    """How far work is, for pages and terminals: "Step 2 of 3: Setting the PDF."."""
    return f"Step {done + 1} of {total}: {step}."
