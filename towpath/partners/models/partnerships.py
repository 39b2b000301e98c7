"""Partnerships, and the agencies they are made of."""

from typing import Any, ClassVar

from django.db import models

from towpath.access.grants import grants_of
from towpath.access.reach import Paths, within
from towpath.access.roles import SEES_CASES, Permission, Role
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.records.audited import audited


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Ways to ask for partnerships."""

    def visible_to(self, user: User) -> "PartnershipQuerySet":
        """Those in which the person holds any post today."""
        return self.filter(pk__in={grant.partnership_id for grant in grants_of(user)})

    def administered_by(self, user: User) -> "PartnershipQuerySet":
        """Those whose people this person looks after."""
        return self.filter(within(user, Permission.MANAGE_PEOPLE, Paths("pk")))


def roles_asked_at_first() -> list[str]:
    """Who may give rights or change figures that others are paid by, until the partnership says otherwise."""
    return [Role.ADMINISTRATOR.value, Role.PROGRAMME_MANAGER.value]


@audited(partnership="pk", page="agencies", watched=True)
class Partnership(models.Model):
    """A group of agencies with a shared plan for one area, such as a community safety partnership."""

    name = models.CharField(max_length=200, unique=True)
    area = models.CharField(max_length=200, blank=True, help_text="The area it serves, such as a borough.")
    is_demonstration = models.BooleanField(default=False)
    factor_roles = models.JSONField(
        default=roles_asked_at_first, help_text="The roles whose holders need an authenticator app or a passkey."
    )

    objects = PartnershipQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id name area is_demonstration factor_roles")

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def needs_factor(self, role: Role) -> bool:
        """Whether holders of the role need an app or a passkey here; who sees people's cases does everywhere."""
        return role in self.factor_roles or role in SEES_CASES


class Duty(models.TextChoices):
    """An agency's place under the Serious Violence Duty (Police, Crime, Sentencing and Courts Act 2022, part 2)."""

    SPECIFIED = "specified", "Specified authority"
    RELEVANT = "relevant", "Relevant authority"
    NEITHER = "neither", "Neither"
    NOT_SAID = "not_said", "Not said yet"


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Ways to ask for agencies."""

    def visible_to(self, user: User) -> "AgencyQuerySet":
        """Those of the partnerships in which the person holds any post today."""
        return self.filter(partnership_id__in={grant.partnership_id for grant in grants_of(user)})


@audited(partnership="partnership")
class Agency(models.Model):
    """A body that leads actions: a council team, a police force, a health body, a charity, a forum."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agencies")
    name = models.CharField(max_length=200)
    duty = models.CharField(max_length=12, choices=Duty.choices, default=Duty.NOT_SAID)
    other_names: Any = models.JSONField(default=list, help_text="Under which documents write it as well.")

    objects = AgencyQuerySet.as_manager()

    on_pages: ClassVar = {"other_names": "other names in documents"}
    sensitivity: ClassVar = classified(plain="id partnership name duty other_names")

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "name"], name="agency_named_once_per_partnership")
        ]

    def __str__(self) -> str:
        return self.name
