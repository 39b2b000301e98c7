"""A programme's progress report to its commissioner: drafted, approved, issued, and once issued never changed."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.reach import within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.foundation.periods import FinancialYear, Quarter
from towpath.foundation.transitions import Transitions
from towpath.programmes.models import Programme
from towpath.programmes.models.programmes import through_programme
from towpath.records.audited import audited
from towpath.reports.models.quarter import State


class Section(models.TextChoices):
    """A part of the report that people write, in the order of the printed one."""

    SUMMARY = "summary", "Summary of progress"
    STATUS = "status", "Current status"
    NEXT_STEPS = "next_steps", "Next steps"


class ProgressState(models.TextChoices):
    """How far a progress report has come."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    ISSUED = "issued", "Issued"


# What was issued stays as it was: a correction is another report beside it, with the reason.
PROGRESS_STATES = Transitions(
    "Progress report",
    {
        ProgressState.DRAFT: (ProgressState.APPROVED,),
        ProgressState.APPROVED: (ProgressState.ISSUED, ProgressState.DRAFT),
        ProgressState.ISSUED: (),
    },
)
UNISSUED = (ProgressState.DRAFT, ProgressState.APPROVED)


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Ways to ask for progress reports."""

    def visible_to(self, user: Any) -> "ProgressReportQuerySet":
        """Those who write them see them from the draft on; all others once issued, a commissioner what they pay for."""
        paths = through_programme("programme")
        read = within(user, Permission.VIEW_PROGRESS_REPORTS, paths)
        written = within(user, Permission.WRITE_PROGRESS_REPORTS, paths)
        return self.filter(written | (Q(state=ProgressState.ISSUED) & read))

    def of(self, programme: Programme, quarter: Quarter) -> "ProgressReportQuerySet":
        return self.filter(
            programme=programme, financial_year=quarter.financial_year.first, quarter_number=quarter.number
        )

    def unissued(self) -> "ProgressReportQuerySet":
        return self.filter(state__in=UNISSUED)

    def before(self, quarter: Quarter) -> "ProgressReportQuerySet":
        """Reports of earlier quarters, the newest quarter first and its newest issue before the others."""
        year = quarter.financial_year.first
        earlier = Q(financial_year__lt=year) | Q(financial_year=year, quarter_number__lt=quarter.number)
        return self.filter(earlier).order_by("-financial_year", "-quarter_number", "-issue")

    def being_built(self) -> "ProgressReportQuerySet":
        """Issued reports whose files are not made yet."""
        return self.filter(files_state__in=(State.ASKED, State.BUILDING))


@audited(partnership="programme__partnership")
class ProgressReport(models.Model):
    """What a programme tells its commissioner of one quarter.

    `prose` is what people wrote, by section. `contents` is all that the report says, kept from its approval, so that
    what is issued is what was approved. Issue 2 and later correct the issue before them, which stays beside them.
    `files_state` and what follows it say how far the PDF and the Word file of an issued report are.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="progress_reports")
    financial_year = models.PositiveSmallIntegerField(help_text="The calendar year it begins in.")
    quarter_number = models.PositiveSmallIntegerField()
    issue = models.PositiveSmallIntegerField(default=1)
    restates: Any = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="restated_by"
    )
    why_restated = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ProgressState.choices, default=ProgressState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    prose: Any = models.JSONField(default=dict)
    contents: Any = models.JSONField(default=dict)
    begun_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    approved_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    files_state = models.CharField(max_length=10, choices=State.choices, blank=True)
    attempt = models.PositiveIntegerField(default=1)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=100, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = ProgressReportQuerySet.as_manager()

    on_pages: ClassVar = {
        "why_restated": "why it is restated",
        "prose": "what people wrote",
        "contents": "what it says",
        "failure": "why its files could not be made",
    }
    sensitivity: ClassVar = classified(
        plain=(
            "id programme financial_year quarter_number issue restates why_restated state version begun_at approved_at "
            "files_state attempt done total step failure"
        ),
        personal="prose contents begun_by approved_by",
    )

    class Meta:
        ordering: ClassVar = ["-financial_year", "-quarter_number", "programme_id", "-issue"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quarter_number__range=(1, 4)), name="progress_year_has_four_quarters"),
            models.UniqueConstraint(
                fields=["programme", "financial_year", "quarter_number", "issue"],
                name="progress_issues_are_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "financial_year", "quarter_number"],
                condition=Q(state__in=["draft", "approved"]),
                name="one_progress_report_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(issue=1, restates=None) | (Q(issue__gt=1, restates__isnull=False) & ~Q(why_restated="")),
                name="a_restated_report_says_why",
            ),
        ]

    def __str__(self) -> str:
        restated = f", issue {self.issue}" if self.issue > 1 else ""
        return f"{self.quarter} progress report of {self.programme.name}{restated}"

    @cached_property
    def quarter(self) -> Quarter:
        return Quarter(FinancialYear(self.financial_year), self.quarter_number)

    @property
    def is_issued(self) -> bool:
        return self.state == ProgressState.ISSUED

    @property
    def is_being_built(self) -> bool:
        return self.files_state in (State.ASKED, State.BUILDING)
