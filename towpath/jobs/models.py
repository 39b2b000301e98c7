"""Which processes do jobs, and which hours the regular jobs were asked for."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from towpath.access.sensitivity import classified


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


class Turn(models.Model):
    """A regular job asked for in one hour, so that of several workers one asks for it."""

    job = models.CharField(max_length=200)
    hour = models.DateTimeField()

    sensitivity: ClassVar = classified(plain="id job hour")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "hour"], name="asked_for_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.job} at {self.hour:%Y-%m-%d %H:%M}"
