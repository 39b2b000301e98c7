"""Promises: what is to be done by a time. The words as written, what they mean, and the working date for lists.

A kind of promise says which of its rows are still to be kept and from which days their words count; the rest is here.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from towpath.foundation.deadlines import SOON_DAYS, Bases, Deadline
from towpath.records.holding import Versioned

DERIVED = ("due_on", "overdue_after", "lacks_base")

AnyPromise = TypeVar("AnyPromise", bound="Promise")


class Promise(Versioned):
    """A model whose rows are promises. `deadline_kept` is what the words were read as.

    `due_on`, `overdue_after` and `lacks_base` follow from it and from the days it counts from (records.reckoning);
    they are kept so that lists are quick.
    """

    deadline_words = models.CharField(max_length=500, blank=True)
    deadline_kept: Any = models.JSONField()
    due_on = models.DateField(null=True, blank=True)
    overdue_after = models.DateField(null=True, blank=True)
    lacks_base = models.BooleanField(default=False)

    bases_stand_in: ClassVar[tuple[str, ...]] = ()  # the relations that `bases` reads

    class Meta:
        abstract = True

    def bases(self) -> Bases | date | None:
        """The days that the words of the deadline may count from."""
        raise NotImplementedError

    @classmethod
    def is_to_keep(cls, day: date) -> Q:
        """The promises not kept by the end of a day."""
        raise NotImplementedError

    @classmethod
    def is_overdue(cls, day: date) -> Q:
        """Not kept, and the last day of the promise has passed. What has no date is never overdue."""
        return cls.is_to_keep(day) & Q(overdue_after__lt=day)

    @classmethod
    def is_due_soon(cls, day: date) -> Q:
        """Not kept, and due within the next 30 days."""
        return cls.is_to_keep(day) & Q(due_on__range=(day, day + timedelta(days=SOON_DAYS)))

    @classmethod
    def is_undated(cls, day: date) -> Q:
        """Not kept, and promised within a time counted from a day that nobody recorded."""
        return cls.is_to_keep(day) & Q(lacks_base=True)

    @cached_property
    def deadline(self) -> Deadline:
        """The words of the deadline and what they were read as."""
        return Deadline.from_json(self.deadline_kept)


class PromiseQuerySet(models.QuerySet[AnyPromise]):
    """Ways to ask for promises."""

    def to_keep_at(self, day: date) -> Self:
        return self.filter(self.model.is_to_keep(day))

    def overdue_at(self, day: date) -> Self:
        return self.filter(self.model.is_overdue(day))

    def due_soon_at(self, day: date) -> Self:
        return self.filter(self.model.is_due_soon(day))

    def with_bases(self) -> Self:
        """With what their words count from at hand."""
        return self.select_related(*self.model.bases_stand_in)
