"""One reading of a document, from upload to the plan it became, and how columns were read, kept for the next."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.documents.plan.columns import Mapping
from towpath.foundation.ratings import Scheme
from towpath.foundation.transitions import Transitions
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.records.audited import audited
from towpath.records.holding import Versioned
from towpath.sources.models.documents import SourceDocument


class ReadingState(models.TextChoices):
    """How far a reading has come."""

    OPEN = "open", "Waiting to be saved"
    SAVED = "saved", "Saved"
    DISCARDED = "discarded", "Discarded"


STATES = Transitions(
    "Reading of a document",
    {
        ReadingState.OPEN: (ReadingState.SAVED, ReadingState.DISCARDED),
        ReadingState.SAVED: (),
        ReadingState.DISCARDED: (),
    },
)


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Ways to ask for readings."""

    def visible_to(self, user: User) -> "ReadingQuerySet":
        """Those of partnerships whose plans this person reads in and corrects."""
        return self.filter(within(user, Permission.EDIT_PLANS, Paths("document__partnership")))

    def with_document(self) -> "ReadingQuerySet":
        """With the document's particulars, its plans and its partnership at hand; the file itself is left behind."""
        related = self.select_related("document__partnership", "compares_with__partnership", "plan", "begun_by")
        return related.defer("document__content")


@audited(partnership="document__partnership", page="sources:reading")
class Reading(Versioned):
    """How one document is being read: what its columns hold, and which plan it is a newer copy of, if any.

    `title`, `source` and `base_date` are what a person says of the plan, `as_at` the date at which the document
    stands; `version` guards against two people.
    """

    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="readings")
    mapping_kept: Any = models.JSONField()
    scheme_kept: Any = models.JSONField()
    title = models.CharField(max_length=250, blank=True)
    source = models.CharField(max_length=20, blank=True)
    base_date = models.DateField(null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.OPEN)
    compares_with = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.RESTRICT, related_name="compared_readings"
    )
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.RESTRICT, related_name="readings")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    on_pages: ClassVar = {"mapping_kept": "what each column holds", "source": "what the plan answers"}
    sensitivity: ClassVar = classified(
        plain="id document mapping_kept scheme_kept title source base_date as_at state compares_with plan version "
        "begun_at ended_at",
        personal="begun_by",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="open"), name="one_open_reading_per_document"
            ),
            models.CheckConstraint(
                condition=Q(state="saved", plan__isnull=False) | (~Q(state="saved") & Q(plan__isnull=True)),
                name="saved_reading_has_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"Reading {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == ReadingState.OPEN

    @property
    def mapping(self) -> Mapping:
        """What each column of the document holds."""
        return Mapping.from_json(self.mapping_kept)

    @property
    def scheme(self) -> Scheme:
        """The rating scheme the document is read by."""
        return Scheme.from_json(self.scheme_kept)


@audited(partnership="partnership")
class ColumnMapping(models.Model):
    """How the columns of one shape of document are read, kept so that the next such document needs no correcting."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="column_mappings")
    shape = models.CharField(max_length=64)
    mapping_kept: Any = models.JSONField()
    scheme_kept: Any = models.JSONField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    on_pages: ClassVar = {"mapping_kept": "what each column holds"}
    sensitivity: ClassVar = classified(
        plain="id partnership shape mapping_kept scheme_kept kept_at", personal="kept_by"
    )

    class Meta:
        verbose_name = "column mapping"
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "shape"], name="one_mapping_per_shape")]

    def __str__(self) -> str:
        return f"Column mapping {self.pk}"
