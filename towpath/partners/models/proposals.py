"""Changes to somebody's rights or sign-in that one person alone does not make."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.foundation.clock import now
from towpath.partners.models.partnerships import Partnership
from towpath.records.audited import audited

KEPT_OPEN = timedelta(days=14)  # then it must be proposed anew


class ProposalKind(models.TextChoices):
    """What is proposed, said as the end of "proposes to …"."""

    REMOVE_FACTOR = "remove_factor", "remove the app, passkeys and recovery codes they have lost"
    CHANGE_ADDRESS = "change_address", "change the e-mail address they sign in with"
    TAKE_ROLE = "take_role", "give themself a role that sees people’s cases"
    OFFER_POST = "offer_post", "give a post to somebody who has an account elsewhere"


class ProposalState(models.TextChoices):
    """How far a proposal has come."""

    OPEN = "open", "Waits"
    DONE = "done", "Carried out"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Ways to ask for proposals."""

    def visible_to(self, user: User) -> "ProposalQuerySet":
        """Those about the person, and those of partnerships whose people they look after."""
        looked_after = partnerships_where(user, Permission.MANAGE_PEOPLE)
        return self.filter(Q(person=user) | Q(partnership__in=looked_after))

    def waiting(self) -> "ProposalQuerySet":
        """Those that may still be agreed to."""
        return self.filter(state=ProposalState.OPEN, proposed_at__gt=now() - KEPT_OPEN)

    def with_people(self) -> "ProposalQuerySet":
        return self.select_related("partnership", "person", "proposed_by", "settled_by").order_by("-pk")


@audited("{get_kind_display}", partnership="partnership", watched=True)
class Proposal(models.Model):
    """A change that waits for a second person; where the partnership has no other administrator, for a day.

    `contents` hold what is to be done: keys of role and agency, days, an address. `alone_from` is set where nobody else
    could agree when it was proposed.
    """

    kind = models.CharField(max_length=20, choices=ProposalKind.choices)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="proposals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contents = models.JSONField(default=dict)
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    alone_from = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain="id kind partnership proposed_at alone_from state settled_at",
        personal="person contents reason proposed_by settled_by",
    )

    def __str__(self) -> str:
        return f"Proposal {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.OPEN and now() < self.ends_at

    @property
    def ends_at(self) -> datetime:
        """When it ends if nobody agrees."""
        return self.proposed_at + KEPT_OPEN
