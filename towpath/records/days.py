"""Rows that hold from a day until a day, or go on: a post, a partner's work at a site, a period."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from towpath.foundation.days import covers, is_over
from towpath.records.holding import Versioned

AnyRow = TypeVar("AnyRow", bound=models.Model)


def ends_after_it_starts(begins: str = "started_on", ends: str = "ended_on") -> Q:
    """What a table checks: the last day is the first or later, or there is none."""
    return Q(**{ends: None}) | Q(**{f"{ends}__gte": F(begins)})


class DatedQuerySet(models.QuerySet[AnyRow]):
    """Ways to ask for rows that hold from a day until a day. `begins` and `ends` name their columns."""

    begins, ends = "started_on", "ended_on"

    def held_on(self, day: date) -> Self:
        """Begun by that day and not over before it."""
        return self.sharing_a_day(day, day)

    def not_over_on(self, day: date) -> Self:
        """Holding that day or still to begin; an end of None goes on."""
        return self.filter(Q(**{self.ends: None}) | Q(**{f"{self.ends}__gte": day}))

    def sharing_a_day(self, first: date, last: date | None) -> Self:
        """Holding on at least one of these days; a last day of None goes on."""
        rows = self.not_over_on(first)
        return rows if last is None else rows.filter(**{f"{self.begins}__lte": last})


class Dated(Versioned):
    """A model whose rows hold from their first day until their last, or go on."""

    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_held_on(self, day: date) -> bool:
        """Begun by that day and not over before it."""
        return covers(self.started_on, self.ended_on, day)

    def is_over_on(self, day: date) -> bool:
        """Its last day is before this one."""
        return is_over(self.ended_on, day)

    @property
    def days(self) -> tuple[date, date | None]:
        """The first day and the last."""
        return self.started_on, self.ended_on
