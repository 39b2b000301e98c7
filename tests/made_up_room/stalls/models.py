from typing import ClassVar

from django.db import models

from towpath.access.reach import within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.programmes.models import Programme
from towpath.programmes.models.programmes import through_programme
from towpath.records.audited import audited


class StallQuerySet(models.QuerySet["Stall"]):
    def visible_to(self, user: User) -> "StallQuerySet":
        return self.filter(within(user, Permission.VIEW_PROGRAMMES, Stall.reach))


@audited("Stall at {place}")
class Stall(models.Model):
    """A stall held for a programme, with how many people stopped at it; None where nobody counted."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stalls")
    place = models.CharField(max_length=120)
    held_on = models.DateField()
    visitors = models.PositiveIntegerField(null=True, blank=True)

    objects = StallQuerySet.as_manager()
    reach: ClassVar = through_programme("programme")
    sensitivity: ClassVar = classified(plain="id programme place held_on visitors")

    def __str__(self) -> str:
        return f"Stall {self.pk}"
