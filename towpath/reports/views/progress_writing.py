"""Writing a progress report: beginning one, and the page on which its sections are written."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.access.declare import holders_of
from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import Question, answers_to, ask
from towpath.programmes.models import Programme
from towpath.reports import policies
from towpath.reports.forms import last_ended
from towpath.reports.forms.progress import BeginForm, RestateForm, WriteForm
from towpath.reports.models import ProgressReport
from towpath.reports.presenters.progress import before
from towpath.reports.services import progress
from towpath.reports.views.progress import found

FILLED_IN = (
    "Figures, dates and the picture are filled in. You write the summary, the current status and the next steps."
)
writes_progress = holders_of(Permission.WRITE_PROGRESS_REPORTS)


@writes_progress
@require_http_methods(["GET", "POST"])
def begin_progress_report(request: SignedInRequest) -> HttpResponse:
    """Choose a programme and a quarter; the page to write on comes next."""
    mine = partnerships_where(request.user, Permission.WRITE_PROGRESS_REPORTS)
    programmes = Programme.objects.filter(partnership__in=mine)
    chosen = {"programme": request.GET.get("programme"), "quarter": last_ended().slug}
    form = answers_to(request, BeginForm, chosen, programmes=programmes)

    def save() -> tuple[str, str]:
        try:
            report = progress.begin_progress_report(actor=request.user, **form.cleaned_data)
        except progress.Unreportable as refused:
            raise ValidationError({"quarter": str(refused)}) from refused
        return "", reverse("reports:write_progress_report", args=[report.pk])

    question = Question("Begin a progress report", "", "Begin", reverse("reports:progress_reports"), FILLED_IN)
    return ask(request, form, question, save)


@writes_progress
@require_http_methods(["GET", "POST"])
def write_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the sections, with last quarter's text beside each and the quarter's figures above."""
    report = found(request, pk)
    policies.may_write_in(request.user, report).require()
    form = answers_to(request, WriteForm, _saved(report))

    def save() -> str:
        progress.write_progress(
            actor=request.user, report=report, version=form.cleaned_data["version"], prose=form.prose
        )
        return f"Saved. Reference: progress report {report.pk}."

    question = Question(
        f"Write the report for {report.quarter}", report.programme.name, "Save and look at the report",
        reverse("reports:progress_report", args=[report.pk]), template="reports/progress_write.html",
    )  # fmt: skip
    return ask(request, form, question, save, _saved, around=lambda _: _beside(request, report))


def _saved(report: Any) -> dict[str, Any]:
    return dict.fromkeys(WriteForm.base_fields, "") | report.prose | {"version": report.version}


def _beside(request: SignedInRequest, report: ProgressReport) -> dict[str, Any]:
    """The quarter's figures, last quarter's text, and why the report was sent back."""
    earlier = ProgressReport.objects.visible_to(request.user).filter(programme=report.programme_id)
    return {
        "pk": report.pk,
        "paper": progress.contents_now(report),
        "before": before(earlier.before(report.quarter).first()),
        "sent_back": report.steps.order_by("-pk").filter(kind="sent_back").first(),
    }


@writes_progress
@require_http_methods(["GET", "POST"])
def restate_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why an issued report is corrected; its next issue is then written beside it."""
    report = get_object_or_404(ProgressReport.objects.visible_to(request.user).select_related("programme"), pk=pk)
    policies.may_write_progress(request.user, report.programme).require()
    form = answers_to(request, RestateForm)

    def save() -> tuple[str, str]:
        again = progress.restate(actor=request.user, report=report, reason=form.cleaned_data["reason"])
        onward = reverse("reports:write_progress_report", args=[again.pk])
        return f"Issue {again.issue} begun with the text of issue {report.issue}.", onward

    back = reverse("reports:progress_report", args=[report.pk])
    return ask(request, form, Question("Restate an issued report", str(report), "Begin the new issue", back), save)
