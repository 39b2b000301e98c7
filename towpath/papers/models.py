"""Papers: what was begun, written, approved and issued, every step of it, and the files that came of it."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.documents.blocks import from_json
from towpath.foundation.periods import Quarter
from towpath.jobs.models import UNDER_WAY, Job
from towpath.papers.kinds import KINDS, PaperKind
from towpath.papers.states import IN_THE_MAKING, ApprovedState, BuiltState
from towpath.partners.models import Partnership
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.audited import audited
from towpath.records.quarters import OfAQuarter, columns_of, one_of_four_quarters

STATES = (*BuiltState.choices, *ApprovedState.choices)


class PaperQuerySet(models.QuerySet["Paper"]):
    """Ways to ask for papers."""

    def visible_to(self, user: User, kind: PaperKind | None = None) -> "PaperQuerySet":
        """Papers this person may read, by the rule of each kind; those of one kind where it is named."""
        seen = Q(pk__in=[])
        for one in [kind] if kind else KINDS:
            seen |= Q(kind=one.name) & one.rights.sees(user)
        return self.filter(seen)

    def of(self, kind: PaperKind, subject: Any, quarter: Quarter | None = None) -> "PaperQuerySet":
        papers = self.filter(kind=kind.name, subject=subject.pk)
        return papers if quarter is None else papers.filter(**columns_of(quarter))

    def final(self) -> "PaperQuerySet":
        """Papers that never change any more."""
        return self.exclude(state__in=IN_THE_MAKING)

    def in_the_making(self) -> "PaperQuerySet":
        return self.filter(state__in=IN_THE_MAKING)

    def under_way(self) -> "PaperQuerySet":
        """Papers whose files are asked for or being made."""
        return self.filter(job__state__in=UNDER_WAY)

    def before(self, quarter: Quarter) -> "PaperQuerySet":
        """Papers of earlier quarters, the newest quarter first and its newest issue before the others."""
        year = quarter.financial_year.first
        earlier = Q(financial_year__lt=year) | Q(financial_year=year, quarter_number__lt=quarter.number)
        return self.filter(earlier).order_by("-financial_year", "-quarter_number", "-issue")


def papers_about(subject: models.Model) -> PaperQuerySet:
    """Every paper about a record, of whatever kind."""
    named = [kind.name for kind in KINDS if isinstance(subject, kind.model)]
    return Paper.objects.filter(kind__in=named, subject=subject.pk)


@audited("{called}", partnership="partnership", watched=True, passing="version job stopped_by")
class Paper(OfAQuarter):
    """A document about one subject and one quarter, which is a kind and a key.

    `prose` is what people wrote, by section. `contents` is all it says while it is approved; once it is final, that
    stands in its last step. Issue 2 and later take the place of the issue before them, which stays beside them. `job`
    says how far its files are; a final paper without one has lost them. `stopped_by` is the part that stopped them.
    """

    kind = models.CharField(max_length=30)
    subject = models.PositiveBigIntegerField(help_text="The key of what it is about.")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="papers")
    issue = models.PositiveSmallIntegerField(default=1)
    restates: Any = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="restated_by"
    )
    why_restated = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=STATES)
    version = models.PositiveIntegerField(default=1)
    prose: Any = models.JSONField(default=dict)
    contents: Any = models.JSONField(default=dict)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    job: Any = models.OneToOneField(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="paper")
    stopped_by = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    on_pages: ClassVar = {
        "why_restated": "why it is restated",
        "prose": "what people wrote",
        "contents": "what it says",
        "stopped_by": "what stopped its files",
    }
    sensitivity: ClassVar = classified(
        plain=(
            "id kind subject partnership financial_year quarter_number issue restates why_restated state version "
            "begun_at approved_at job"
        ),
        personal="prose contents begun_by approved_by stopped_by",
    )

    class Meta:
        ordering: ClassVar = ["-financial_year", "-quarter_number", "subject", "-issue"]
        constraints: ClassVar = [
            one_of_four_quarters("papers_year_has_four_quarters"),
            models.UniqueConstraint(
                fields=["kind", "subject", "financial_year", "quarter_number", "issue"],
                name="issues_of_a_paper_are_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "financial_year", "quarter_number"],
                condition=Q(state__in=["asked", "draft", "approved"]),
                name="one_paper_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(issue=1, restates=None) | (Q(issue__gt=1, restates__isnull=False) & ~Q(why_restated="")),
                name="a_restated_paper_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def of_kind(self) -> PaperKind:
        return KINDS[self.kind]

    @cached_property
    def about(self) -> Any:
        """What it is about; None where that is gone."""
        return self.of_kind.subjects().filter(pk=self.subject).first()

    @property
    def about_title(self) -> str:
        """What its subject is called; where that is gone, what it was called in the paper."""
        if self.about:
            return str(self.about)
        return from_json(self.last.contents).title.words if self.last else "What is gone since"

    @property
    def is_final(self) -> bool:
        return self.state not in IN_THE_MAKING

    @property
    def is_under_way(self) -> bool:
        return self.job is not None and self.job.is_under_way

    @cached_property
    def last(self) -> "PaperStep | None":
        """The step that made it final, with all that it says."""
        return self.steps.exclude(sha256="").last() if self.is_final else None

    @property
    def called(self) -> str:
        """2026/27 Q2 progress report of a programme, issue 2."""
        restated = f", issue {self.issue}" if self.issue > 1 else ""
        return f"{self.quarter} {self.of_kind.noun} of {self.about_title}{restated}"


class StepKind(models.TextChoices):
    """What was done with a paper."""

    BEGUN = "begun", "Begun"
    WRITTEN = "written", "Written in"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
    BUILT = "built", "Built"
    ISSUED = "issued", "Issued"


@audited("Step {pk} of a paper", partnership="paper__partnership", watched=True)
class PaperStep(AppendOnlyModel):
    """One thing done with a paper: what, by whom, when, why. What was written stays as it was then.

    The step that makes a paper final keeps every word, figure and picture of it, under the fingerprint by which it can
    be known again. Nobody takes the step of a paper that a job builds.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    prose: Any = models.JSONField(default=dict, help_text="The sections that were changed, as they then stood.")
    contents: Any = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    on_pages: ClassVar = {"prose": "what people wrote", "contents": "what it says"}
    sensitivity: ClassVar = classified(
        plain="id paper kind taken_at sha256", personal="taken_by reason prose contents"
    )  # fmt: skip

    class Meta:
        verbose_name = "step of a paper"
        verbose_name_plural = "steps of papers"
        ordering: ClassVar = ["paper_id", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="sent_back") | ~Q(reason=""), name="papers_are_sent_back_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["paper"], condition=Q(kind__in=["built", "issued"]), name="a_paper_is_final_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class FileKind(models.TextChoices):
    """What a file of a paper is."""

    PDF = "pdf", "PDF"
    WORD = "word", "Word"


@audited("File {pk} of a paper", partnership="paper__partnership", watched=True)
class PaperFile(AppendOnlyModel):
    """The PDF or the Word file of a final paper, with the fingerprint it is checked against when taken out.

    One that was lost is made anew from what the paper says, beside it: the newest of a kind is the one handed out.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    file = models.FileField(upload_to="papers/%Y/%m/", max_length=300)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id paper kind size sha256", personal="file")

    class Meta:
        verbose_name = "file of a paper"
        verbose_name_plural = "files of papers"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
