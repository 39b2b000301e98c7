"""What an advocate educator or clinical lead does for a practice between sessions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.grants import Visitor
from towpath.access.reach import within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.practices.models.sign_ups import SignUp, through_site
from towpath.programmes.models import SitePost
from towpath.records.audited import audited
from towpath.records.holding import Versioned

NOBODY = "Nobody in post named"


class SupportKind(models.TextChoices):
    """What kind of support it was."""

    VISIT = "visit", "Visit"
    ADVICE = "advice", "Advice given"
    MEETING = "meeting", "Practice meeting"
    RESOURCES = "resources", "Resources left"


class SupportQuerySet(models.QuerySet["Support"]):
    """Ways to ask for support given."""

    def visible_to(self, user: Visitor) -> "SupportQuerySet":
        """That of sites this person may see, and for a practice's manager that of their practice."""
        return self.filter(within(user, Permission.VIEW_TRAINING, Support.reach))


@audited("{get_kind_display} on {given_on} at {sign_up.practice}")
class Support(Versioned):
    """One piece of support to a practice: what, when, how long, by whom."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="support")
    kind = models.CharField(max_length=10, choices=SupportKind.choices)
    given_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    given_by = models.ForeignKey(SitePost, null=True, blank=True, on_delete=models.PROTECT, related_name="support")
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SupportQuerySet.as_manager()

    reach: ClassVar = through_site("sign_up__site", practice="sign_up")
    sensitivity: ClassVar = classified(
        plain="id sign_up kind given_on hours given_by recorded_at version", personal="note recorded_by"
    )

    class Meta:
        verbose_name = "support to a practice"
        verbose_name_plural = "support to practices"
        ordering: ClassVar = ["-given_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=24), name="support_takes_part_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def giver(self) -> str:
        return self.given_by.name if self.given_by else NOBODY
