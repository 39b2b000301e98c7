"""The posts people hold in a partnership."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.reach import Paths, within
from towpath.access.roles import NEEDS_AGENCY, Permission, Role
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.partners.models.partnerships import Agency, Partnership
from towpath.records.audited import audited
from towpath.records.days import Dated, DatedQuerySet, ends_after_it_starts


class PostQuerySet(DatedQuerySet["Post"]):
    """Ways to ask for posts."""

    def visible_to(self, user: User) -> "PostQuerySet":
        """Those of the partnerships whose people this person looks after."""
        return self.filter(within(user, Permission.MANAGE_PEOPLE, Paths("partnership")))

    def administrators_from(self, day: date) -> "PostQuerySet":
        """Those by which somebody who may sign in administers a partnership that day or later."""
        return self.filter(role=Role.ADMINISTRATOR, user__is_active=True).not_over_on(day)

    def by_person(self) -> "PostQuerySet":
        """In order of the person's name, then of the post's beginning, with what a list shows of them."""
        return self.select_related("user", "partnership", "agency").order_by(
            "user__name", "user_id", "started_on", "pk"
        )


@audited("{get_role_display}: {user}", partnership="partnership", watched=True)
class Post(Dated):
    """A role a person holds in a partnership, from a day until a day; for an agency where the role needs one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="posts")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)

    objects = PostQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id partnership agency role started_on ended_on version", personal="user")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ends_after_it_starts(), name="post_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(role.value for role in NEEDS_AGENCY)) | Q(agency__isnull=False),
                name="who_acts_for_an_agency_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"
