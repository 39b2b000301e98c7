"""The history of progress reports: every step taken with one, and what was issued, kept for good."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.sensitivity import classified
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.reports.models.progress import ProgressReport
from towpath.reports.models.quarter import FileKind


class StepKind(models.TextChoices):
    """What was done with a progress report."""

    BEGUN = "begun", "Begun"
    WRITTEN = "written", "Written in"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
    ISSUED = "issued", "Issued"


class ProgressReportStep(AppendOnlyModel):
    """One thing done with a progress report: what, by whom, when, why. What was written stays as it was then."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    taken_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    prose: Any = models.JSONField(default=dict, help_text="The sections that were changed, as they then stood.")

    objects = AppendOnlyQuerySet.as_manager()

    on_pages: ClassVar = {"prose": "what people wrote"}
    sensitivity: ClassVar = classified(plain="id report kind taken_at", personal="taken_by reason prose")

    class Meta:
        verbose_name = "step of a progress report"
        verbose_name_plural = "steps of progress reports"
        ordering: ClassVar = ["report_id", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kind="sent_back") | ~Q(reason=""), name="sent_back_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class IssuedReport(AppendOnlyModel):
    """What was issued: every word, figure and picture, under the fingerprint by which it can be known again."""

    report = models.OneToOneField(ProgressReport, on_delete=models.PROTECT, related_name="issued")
    contents: Any = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    on_pages: ClassVar = {"contents": "what it says"}
    sensitivity: ClassVar = classified(plain="id report sha256 issued_at", personal="contents issued_by")

    class Meta:
        verbose_name = "issued report"

    def __str__(self) -> str:
        return f"Issued report {self.pk}"


class ProgressFile(AppendOnlyModel):
    """The PDF or the Word file of an issued report, with the fingerprint it is checked against when taken out.

    One that was lost is made anew from what was issued, beside it: the newest of a kind is the one handed out.
    """

    issued = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    file = models.FileField(upload_to="progress/%Y/%m/", max_length=300)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id issued kind size sha256", personal="file")

    class Meta:
        verbose_name = "file of an issued report"
        verbose_name_plural = "files of issued reports"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
