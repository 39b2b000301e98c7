"""The quarter's reports on plans: what was asked for, how far it is, and the files that came of it."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.foundation.periods import FinancialYear, Quarter
from towpath.foundation.transitions import Transitions
from towpath.plans.models import Plan
from towpath.records.audited import audited


class State(models.TextChoices):
    """How far a report has come."""

    ASKED = "asked", "Waiting to be built"
    BUILDING = "building", "Being built"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be built"
    CANCELLED = "cancelled", "Cancelled"


# From each state, those that may come next. Whatever it is in, a report may be asked for again: one that is ready has
# its files made anew from what it says.
STATES = Transitions(
    "Quarter report",
    {
        State.ASKED: (State.ASKED, State.BUILDING, State.FAILED, State.CANCELLED),
        State.BUILDING: (State.ASKED, State.BUILDING, State.READY, State.FAILED, State.CANCELLED),
        State.READY: (State.ASKED,),
        State.FAILED: (State.ASKED,),
        State.CANCELLED: (State.ASKED,),
    },
)


class ReportQuerySet(models.QuerySet["Report"]):
    """Ways to ask for reports."""

    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Reports of partnerships whose reports this person may read. They show the whole plan."""
        return self.filter(within(user, Permission.VIEW_REPORTS, Paths("plan__partnership")))

    def of(self, plan: Plan, quarter: Quarter) -> "ReportQuerySet":
        return self.filter(plan=plan, financial_year=quarter.financial_year.first, quarter_number=quarter.number)

    def under_way(self) -> "ReportQuerySet":
        return self.filter(state__in=(State.ASKED, State.BUILDING))


@audited(partnership="plan__partnership")
class Report(models.Model):
    """How a plan stood at the end of one quarter, as known when the report was built.

    `contents` is all it says: the page, the PDF and the Word file show the same, however the plan changes later.
    `attempt` counts how often it was handed to a worker; a worker that holds an earlier attempt leaves it alone.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reports")
    financial_year = models.PositiveSmallIntegerField(help_text="The calendar year it begins in.")
    quarter_number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    attempt = models.PositiveIntegerField(default=1)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=100, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    contents: Any = models.JSONField(default=dict)
    requested_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    on_pages: ClassVar = {"failure": "why it could not be built", "contents": "what it says"}
    sensitivity: ClassVar = classified(
        plain="id plan financial_year quarter_number state attempt done total step failure requested_at built_at",
        personal="contents requested_by",
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quarter_number__range=(1, 4)), name="a_year_has_four_quarters"),
            models.UniqueConstraint(
                fields=["plan", "financial_year", "quarter_number"],
                condition=Q(state__in=["asked", "building"]),
                name="a_quarter_is_reported_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} report of {self.plan.title}"

    @cached_property
    def quarter(self) -> Quarter:
        return Quarter(FinancialYear(self.financial_year), self.quarter_number)

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.ASKED, State.BUILDING)

    @property
    def is_ready(self) -> bool:
        return self.state == State.READY


def newest_quarter_of(plan: Plan) -> Quarter | None:
    """The latest quarter for which a report of the plan was built."""
    built = Report.objects.filter(plan=plan, state=State.READY).order_by("-financial_year", "-quarter_number")
    newest = built.only("financial_year", "quarter_number").first()
    return newest.quarter if newest else None


class FileKind(models.TextChoices):
    """What a file of a report is."""

    PDF = "pdf", "PDF"
    WORD = "word", "Word"


class ReportFile(models.Model):
    """One file of a report, with the fingerprint by which a printed copy can be known again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    file = models.FileField(upload_to="reports/%Y/%m/", max_length=300)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)

    sensitivity: ClassVar = classified(plain="id report kind size sha256", personal="file")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "kind"], name="one_file_of_each_kind_per_report")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
