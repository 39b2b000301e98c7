"""A plan and its recommendations, as the partnership agreed them."""

import json
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.foundation.clock import now
from towpath.foundation.ratings import Scheme
from towpath.partners.models import Partnership
from towpath.records.audited import audited
from towpath.records.holding import Versioned


def led_by(column: str) -> Callable[[Iterable[int]], Q]:
    """Rows with an action that one of these agencies leads; `column` is theirs in the table of who leads what."""

    def condition(agencies: Iterable[int]) -> Q:
        leads = apps.get_model("plans", "ActionLead").objects.filter(agency__in=agencies)
        return Q(pk__in=leads.values(column))

    return condition


class Source(models.TextChoices):
    """What a plan answers: where its recommendations come from."""

    STRATEGY = "strategy", "Strategy"
    DEATH_REVIEW = "death_review", "Domestic abuse related death review (DARDR, formerly DHR)"
    READINESS = "readiness", "Readiness assessment"
    NEEDS = "needs", "Needs assessment"
    OTHER = "other", "Something else"


class PlanQuerySet(models.QuerySet["Plan"]):
    """Ways to ask for plans."""

    def visible_to(self, user: User) -> "PlanQuerySet":
        """Plans of partnerships whose plans this person may see, and those with an action their agency leads."""
        return self.filter(within(user, Permission.VIEW_PLANS, Plan.reach))


@audited(page="plans:plan")
class Plan(Versioned):
    """What a partnership promised to do, and how it rates what became of it.

    `base_date` is the day from which words such as "within 3 months" count; without it they stay undated.
    `layout` is the table as it arrived (headings in order and what each was read as), so that it can go back out.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(max_length=250)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.STRATEGY)
    base_date = models.DateField(null=True, blank=True)
    scheme_kept: Any = models.JSONField()
    layout: Any = models.JSONField(default=dict)
    notes: Any = models.JSONField(default=list)
    added_at = models.DateTimeField(default=now)

    objects = PlanQuerySet.as_manager()

    on_pages: ClassVar = {"layout": "how its document is laid out"}
    reach: ClassVar = Paths("partnership", agency=led_by("action__plan"))
    sensitivity: ClassVar = classified(
        plain="id partnership title source base_date scheme_kept layout notes version added_at"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "title"], name="plan_titled_once_per_partnership")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        """What the plan answers, such as "Strategy"; nothing where none of the kinds fits."""
        return "" if self.source == Source.OTHER else self.get_source_display()

    @cached_property
    def scheme(self) -> Scheme:
        """The ratings this plan uses and what each means."""
        return _scheme(json.dumps(self.scheme_kept))


@lru_cache(maxsize=100)
def _scheme(kept: str) -> Scheme:
    """Read once, however many rows of a list have a plan of their own with the same few schemes."""
    return Scheme.from_json(json.loads(kept))


class PlanDocumentQuerySet(models.QuerySet["PlanDocument"]):
    """Ways to ask for documents taken into plans."""

    def visible_to(self, user: User) -> "PlanDocumentQuerySet":
        """Those of plans this person may see whole."""
        return self.filter(within(user, Permission.VIEW_PLANS, Paths("plan__partnership")))


@audited("Document of {plan.title}", partnership="plan__partnership")
class PlanDocument(Versioned):
    """A document taken into a plan: when, and as at what date it stands, None where nobody knows.

    The ratings that came with it are true of that date. It is kept here and not on their rows, which only grow.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="documents")
    as_at = models.DateField(null=True, blank=True)
    taken_in_at = models.DateTimeField()

    objects = PlanDocumentQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id plan as_at taken_in_at version")

    class Meta:
        verbose_name = "document of a plan"
        ordering: ClassVar = ["taken_in_at", "pk"]

    def __str__(self) -> str:
        return f"Document {self.pk} of {self.plan}"


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Ways to ask for recommendations."""

    def visible_to(self, user: User) -> "RecommendationQuerySet":
        """Those of plans seen whole, and those holding an action that the person's agency leads."""
        return self.filter(within(user, Permission.VIEW_PLANS, Recommendation.reach))


class Recommendation(models.Model):
    """What somebody said should change. Its number is printed as it came and is no key: numbers repeat."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    theme = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    addressees: Any = models.JSONField(default=list, help_text="Whom it is addressed to, as written.")
    is_gone = models.BooleanField(default=False, help_text="No longer in the newest document; kept for its history.")

    objects = RecommendationQuerySet.as_manager()

    reach: ClassVar = Paths("plan__partnership", agency=led_by("action__recommendation"))
    sensitivity: ClassVar = classified(plain="id plan position number text theme scope addressees is_gone")

    class Meta:
        ordering: ClassVar = ["plan_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_recommendation_per_position")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What to call it in a list: its number as printed, else its place in the plan."""
        return f"Recommendation {self.number or self.position}"
