"""Long work, a row for each thing it is for, and the processes that do it."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from towpath.access.grants import Visitor, partnerships_where
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.foundation.transitions import Transitions
from towpath.jobs.kinds import label_of
from towpath.records.audited import audited

SEE_FAILED_JOBS = (Permission.MANAGE_PEOPLE, Permission.VIEW_AUDIT)


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Ways to ask for workers."""

    def alive(self) -> "WorkerQuerySet":
        """Those heard of lately. One heard of in the future is dead: the clock stood ahead when it was."""
        limit = timedelta(seconds=settings.TOWPATH_DEAD_AFTER)
        return self.filter(beat_at__gte=Now() - limit, beat_at__lte=Now() + limit)


class Worker(models.Model):
    """One process that does jobs. It says every few seconds that it lives, by the database's clock, not its own."""

    key = models.CharField(max_length=32, primary_key=True)
    began_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="key began_at beat_at")

    def __str__(self) -> str:
        return f"Worker {self.key}"


class JobState(models.TextChoices):
    """How far a job is."""

    ASKED = "asked", "Waiting to be begun"
    WORKING = "working", "Under way"
    DONE = "done", "Ready"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


# Whatever it is in, it can be asked for again. It is begun twice where the worker that began it died.
JOB = Transitions(
    "Job",
    {
        JobState.ASKED: (JobState.ASKED, JobState.WORKING, JobState.FAILED, JobState.CANCELLED),
        JobState.WORKING: (JobState.ASKED, JobState.WORKING, JobState.DONE, JobState.FAILED, JobState.CANCELLED),
        JobState.DONE: (JobState.ASKED,),
        JobState.FAILED: (JobState.ASKED,),
        JobState.CANCELLED: (JobState.ASKED,),
    },
)
UNDER_WAY = (JobState.ASKED, JobState.WORKING)


class JobQuerySet(models.QuerySet["Job"]):
    """Ways to ask for jobs."""

    def visible_to(self, user: Visitor) -> "JobQuerySet":
        """A partnership's jobs are for its administrators and auditors; those of none are for all of these."""
        partnerships = {key for one in SEE_FAILED_JOBS for key in partnerships_where(user, one)}
        if not partnerships:
            return self.none()
        return self.filter(models.Q(partnership_key=None) | models.Q(partnership_key__in=partnerships))

    def under_way(self) -> "JobQuerySet":
        return self.filter(state__in=UNDER_WAY)

    def failed(self) -> "JobQuerySet":
        return self.filter(state=JobState.FAILED)


@audited()
class Job(models.Model):
    """Work that nobody should wait for: one row for a kind of work and what it is for, however often it is asked for.

    `attempt` counts how often it was asked for: a worker that holds an earlier one leaves the job alone. `tries` counts
    how often this attempt was put off. What failed says in which way, under which reference the log holds the trace,
    and nothing that people wrote.
    """

    kind = models.CharField(max_length=60)
    subject = models.PositiveBigIntegerField(
        default=0, help_text="The key of what it is for; 0 for nothing of its own."
    )
    partnership_key = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.ASKED)
    attempt = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=100, blank=True)
    failure = models.CharField(max_length=100, blank=True)
    reference = models.CharField(max_length=8, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain="id kind subject partnership_key state attempt tries done total step failure reference asked_at ended_at"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "subject"], name="one_job_of_a_kind_for_each")]
        indexes: ClassVar = [models.Index(fields=["state", "ended_at"])]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        return label_of(self.kind, self.subject)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
