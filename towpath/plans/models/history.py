"""What became of an action: updates, evidence, steps outside our control, figures and reminders. It only grows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.foundation.ratings import NOT_STATED
from towpath.plans.models.actions import Action
from towpath.plans.models.plans import PlanDocument
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.audited import audited


class ProgressUpdateQuerySet(AppendOnlyQuerySet):
    """Ways to ask for accounts of progress."""

    def with_documents(self) -> "ProgressUpdateQuerySet":
        """With the document each came with, which says as at what date its rating is true."""
        return self.select_related("document")

    def for_rating(self) -> "ProgressUpdateQuerySet":
        """All that says which rating stands, without the words."""
        return self.with_documents().defer("account")


@audited("Account {pk}", partnership="action__plan__partnership")
class ProgressUpdate(AppendOnlyModel):
    """The latest account of an action, its rating as a person set it, and what the rule would have suggested.

    `as_of` is the day the account speaks of; `recorded_at` is when it was entered. They are kept apart.
    `rating_before` is what the action bore when this was entered, whatever days the two ratings are true of.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    as_of = models.DateField(null=True, blank=True)
    as_of_words = models.CharField(max_length=60, blank=True)
    rating = models.CharField(max_length=40, default=NOT_STATED.slug)
    rating_before = models.CharField(max_length=40, default=NOT_STATED.slug)
    suggested = models.CharField(max_length=40, default=NOT_STATED.slug)
    account = models.TextField(blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    is_read_in = models.BooleanField(default=False, help_text="It came with the document, not from a person here.")
    document = models.ForeignKey(PlanDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="updates")
    recorded_at = models.DateTimeField()

    objects = ProgressUpdateQuerySet.as_manager()

    on_pages: ClassVar = {"as_of_words": "date as written"}
    sensitivity: ClassVar = classified(
        plain="id action as_of as_of_words rating rating_before suggested is_read_in document recorded_at",
        personal="reported_by account",
    )

    class Meta:
        verbose_name = "progress update"
        ordering: ClassVar = ["recorded_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["action", "recorded_at"])]

    def __str__(self) -> str:
        return f"Update {self.pk}"

    @property
    def gives_rating(self) -> bool:
        """A person always gives one; what came with a document only where it changed what stood before."""
        return not self.is_read_in or self.rating not in (NOT_STATED.slug, self.rating_before)


class OutsideStepKind(models.TextChoices):
    """How far an action outside our control has come, in its order."""

    NOT_SENT = "not_sent", "Not sent yet"
    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ANSWERED = "answered", "Answered"


@audited("Step {pk}", partnership="action__plan__partnership")
class OutsideStep(AppendOnlyModel):
    """A step on an action that only somebody else can do, such as a letter to a government department."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="outside_steps")
    kind = models.CharField(max_length=20, choices=OutsideStepKind.choices)
    body = models.CharField(max_length=200, help_text="Who it was sent to, or who answered.")
    happened_on = models.DateField()
    account = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    on_pages: ClassVar = {"body": "who it went to or came from"}
    sensitivity: ClassVar = classified(
        plain="id action kind body happened_on recorded_at", personal="account recorded_by"
    )

    class Meta:
        verbose_name = "step outside our control"
        ordering: ClassVar = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"Step {self.pk}"


class Evidence(AppendOnlyModel):
    """A file or a link that shows what an update or a step says."""

    update = models.ForeignKey(ProgressUpdate, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    step = models.ForeignKey(OutsideStep, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=250)
    link = models.URLField(max_length=1000, blank=True)
    file = models.FileField(upload_to="%Y/%m/", blank=True, max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id update step sha256", personal="name link file")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(update__isnull=True, step__isnull=False) | Q(update__isnull=False, step__isnull=True),
                name="evidence_shows_one_thing",
            ),
            models.CheckConstraint(condition=~Q(link="") | ~Q(file=""), name="evidence_is_a_file_or_a_link"),
        ]

    def __str__(self) -> str:
        return f"Evidence {self.pk}"


class FigureState(models.TextChoices):
    """What a person decided about a figure found in an update."""

    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


@audited("Figure {pk}", partnership="update__action__plan__partnership")
class UpdateFigure(models.Model):
    """A number found inside an update, offered as a value with the sentence it stands in."""

    update = models.ForeignKey(ProgressUpdate, on_delete=models.PROTECT, related_name="figures")
    value = models.CharField(max_length=40, help_text="As written, such as 217, £1,200 or 45%.")
    unit = models.CharField(max_length=200, blank=True)
    sentence = models.TextField()
    period = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=FigureState.choices, default=FigureState.OFFERED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    sensitivity: ClassVar = classified(
        plain="id update value unit period state decided_at", personal="sentence decided_by"
    )

    class Meta:
        verbose_name = "figure"

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip()


class ReminderSent(AppendOnlyModel):
    """A reminder that went out, so that a job run twice reminds once."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reminders")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=[("soon", "Due soon"), ("overdue", "Overdue")])
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id action why due_on sent_at", personal="user")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "user", "why", "due_on"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"Reminder {self.pk}"
