"""A practice's place in a programme: signed up at a site, with its champion, its staff and its patients."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.grants import Visitor
from towpath.access.reach import Path, Paths, within
from towpath.access.roles import Permission, Reach
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.foundation.staff import StaffGroup
from towpath.programmes.models import Site
from towpath.programmes.models.programmes import through_programme
from towpath.records.audited import audited
from towpath.records.days import DatedQuerySet, ends_after_it_starts
from towpath.records.holding import Versioned

STAFF_GROUPS = [(group.value, group.label) for group in StaffGroup]


class SignUpQuerySet(DatedQuerySet["SignUp"]):
    """Ways to ask for practices signed up."""

    begins, ends = "signed_up_on", "left_on"

    def visible_to(self, user: Visitor) -> "SignUpQuerySet":
        """Those of sites this person may see, and for a practice's manager those of the practice."""
        return self.filter(within(user, Permission.VIEW_TRAINING, SignUp.reach))

    def managed_by(self, user: Visitor) -> "SignUpQuerySet":
        """Sign-ups of practices whose manager this person is."""
        return self.filter(within(user, Permission.VIEW_TRAINING, SignUp.reach, only=Reach.PRACTICE))


def through_site(site: str, **more: Path) -> Paths:
    """How people reach rows of a site, to which this lookup leads."""
    return through_programme(f"{site}__programme", site=site, **more)


def places_of_manager(user: User, partnerships: set[int]) -> Any:
    """The sign-ups, at sites of these partnerships, of practices whose manager this person is."""
    places = SignUp.objects.filter(manager=user, site__programme__partnership__in=partnerships)
    return places.values_list("pk", flat=True)


@audited("{practice} at {site.area}", page="practices:signed_up")
class SignUp(Versioned):
    """A practice signed up at a site. It may leave, and sign up again later: that is another row.

    `champion` is the one person at the practice whom the advocate educator calls.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sign_ups")
    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="sign_ups")
    signed_up_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    why_left = models.TextField(blank=True)
    champion = models.CharField(max_length=120, blank=True)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="managed_sign_ups"
    )

    objects = SignUpQuerySet.as_manager()

    on_pages: ClassVar = {"why_left": "why it left"}
    reach: ClassVar = through_site("site", practice="pk")
    sensitivity: ClassVar = classified(
        plain="id site practice signed_up_on left_on why_left version", personal="champion manager"
    )

    class Meta:
        verbose_name = "sign-up"
        ordering: ClassVar = ["site_id", "practice_id", "signed_up_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "practice"], condition=Q(left_on=None), name="practice_signed_up_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=ends_after_it_starts("signed_up_on", "left_on"), name="practice_leaves_after_signing_up"
            ),
        ]

    def __str__(self) -> str:
        return f"Sign-up {self.pk}"


class Headcount(models.Model):
    """How many people of a staff group worked at a practice from a day on, until a later count."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="headcounts")
    staff_group = models.CharField(max_length=20, choices=STAFF_GROUPS)
    as_of = models.DateField()
    people = models.PositiveSmallIntegerField()

    sensitivity: ClassVar = classified(plain="id sign_up staff_group as_of people")

    class Meta:
        ordering: ClassVar = ["sign_up_id", "staff_group", "as_of"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sign_up", "staff_group", "as_of"], name="one_headcount_per_group_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_staff_group_display()}: {self.people}"


class ListSize(models.Model):
    """How many patients were registered with a practice from a day on."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="list_sizes")
    as_of = models.DateField()
    patients = models.PositiveIntegerField()

    sensitivity: ClassVar = classified(plain="id sign_up as_of patients")

    class Meta:
        ordering: ClassVar = ["sign_up_id", "as_of"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sign_up", "as_of"], name="one_list_size_per_day")]

    def __str__(self) -> str:
        return f"{self.patients} patients"
