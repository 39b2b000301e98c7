"""A programme, what was agreed to pay for it, and the phases it comes in."""

from collections.abc import Iterable
from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from towpath.access.grants import Visitor
from towpath.access.reach import Path, Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.partners.models import Agency, Partnership
from towpath.records.audited import audited
from towpath.records.days import ends_after_it_starts
from towpath.records.holding import Versioned


def through_programme(programme: str, **more: Path) -> Paths:
    """How people reach rows of a programme, to which this lookup leads: by partnership, and by who pays for it."""
    prefix = f"{programme}__" if programme else ""
    return Paths(f"{prefix}partnership", agency=(f"{prefix}funder", f"{prefix}commissioner"), **more)


def _with_one_of(sites: Iterable[int]) -> Q:
    return Q(pk__in=apps.get_model("programmes", "Site").objects.filter(pk__in=sites).values("programme"))


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Ways to ask for programmes."""

    def visible_to(self, user: Visitor) -> "ProgrammeQuerySet":
        """All where programmes are seen whole, those one's agency pays for, and those of one's own sites."""
        return self.filter(within(user, Permission.VIEW_PROGRAMMES, Programme.reach))


@audited(page="programmes:programme")
class Programme(Versioned):
    """Something delivered over several sites, such as training general practices and taking their referrals.

    `model` names what is delivered ("IRIS"); its core elements say what must stay the same wherever it is.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="programmes")
    name = models.CharField(max_length=200)
    model = models.CharField(max_length=100, help_text="What is delivered, such as IRIS.")
    summary = models.TextField(blank=True)
    funder = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="funded")
    commissioner = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="commissioned"
    )
    national_provider = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="provided"
    )
    starts_on = models.DateField(help_text="The day it was launched; nothing of it happened before.")

    objects = ProgrammeQuerySet.as_manager()

    reach: ClassVar = through_programme("", site=_with_one_of)
    sensitivity: ClassVar = classified(
        plain="id partnership name model summary funder commissioner national_provider starts_on version"
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "name"], name="programme_named_once_per_partnership")
        ]

    def __str__(self) -> str:
        return self.name


@audited("{title} of {programme.name}", partnership="programme__partnership")
class Contract(models.Model):
    """What was agreed between a commissioner and a provider. Its terms are rows, so that none is overwritten."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="contracts")
    title = models.CharField(max_length=200)
    starts_on = models.DateField()

    sensitivity: ClassVar = classified(plain="id programme title starts_on")

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Terms(models.Model):
    """The terms of a contract as agreed on a day: number 0 as first signed, each later number a variation.

    The end of delivery and the end of all other work (reports, evaluation) are different dates.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    reason = models.TextField(blank=True)
    delivery_ends_on = models.DateField()
    work_ends_on = models.DateField()
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, help_text="In pounds.")

    sensitivity: ClassVar = classified(plain="id contract number agreed_on reason delivery_ends_on work_ends_on budget")

    class Meta:
        verbose_name = "terms of a contract"
        verbose_name_plural = "terms of contracts"
        ordering: ClassVar = ["contract_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="terms_numbered_once_per_contract"),
            models.CheckConstraint(
                condition=Q(work_ends_on__gte=F("delivery_ends_on")), name="work_ends_no_sooner_than_delivery"
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="budget_is_not_negative"),
        ]

    def __str__(self) -> str:
        return "As first agreed" if self.number == 0 else f"Variation {self.number}"


@audited("{name} of {programme.name}", partnership="programme__partnership")
class Phase(models.Model):
    """A wave of sites that begin together."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    sensitivity: ClassVar = classified(plain="id programme position name starts_on ends_on")

    class Meta:
        ordering: ClassVar = ["programme_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "position"], name="one_phase_per_position"),
            models.CheckConstraint(
                condition=ends_after_it_starts("starts_on", "ends_on"), name="phase_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name
