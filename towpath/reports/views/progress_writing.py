"""Writing a progress report: beginning one, and the page on which its sections are written."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from towpath.access.declare import holders_of
from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.programmes.models import Programme
from towpath.records.holding import ChangedMeanwhile
from towpath.reports import policies
from towpath.reports.forms import last_ended
from towpath.reports.forms.progress import BeginForm, RestateForm, WriteForm
from towpath.reports.models import ProgressReport
from towpath.reports.presenters.progress import before
from towpath.reports.services import progress
from towpath.reports.views.progress import found
from towpath.ui.stale import Overtaken, overtaken, refresh

writes_progress = holders_of(Permission.WRITE_PROGRESS_REPORTS)


@writes_progress
@require_http_methods(["GET", "POST"])
def begin_progress_report(request: SignedInRequest) -> HttpResponse:
    """Choose a programme and a quarter; the page to write on comes next."""
    mine = partnerships_where(request.user, Permission.WRITE_PROGRESS_REPORTS)
    programmes = Programme.objects.filter(partnership__in=mine)
    form = (
        BeginForm(request.POST, programmes=programmes)
        if request.method == "POST"
        else BeginForm(
            initial={"programme": request.GET.get("programme"), "quarter": last_ended().slug}, programmes=programmes
        )
    )
    if form.is_bound and form.is_valid():
        try:
            report = progress.begin_progress_report(actor=request.user, **form.cleaned_data)
        except progress.Unreportable as refused:
            form.add_error("quarter", str(refused))
        else:
            return redirect("reports:write_progress_report", pk=report.pk)
    return render(request, "reports/progress_begin.html", {"form": form}, status=422 if form.is_bound else 200)


@writes_progress
@require_http_methods(["GET", "POST"])
def write_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the sections, with last quarter's text beside each and the quarter's figures above."""
    report = found(request, pk)
    policies.may_write_in(request.user, report).require()
    form = WriteForm(request.POST) if request.method == "POST" else _as_it_stands(request, report)
    newer: tuple[Overtaken, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            progress.write_progress(
                actor=request.user, report=report, version=form.cleaned_data["version"], prose=form.prose
            )
        except ChangedMeanwhile as changed:
            newer = overtaken(form, _saved(refresh(form, changed)))
        else:
            drafts.forget(request)
            messages.success(request, f"Saved. Reference: progress report {report.pk}.")
            return redirect("reports:progress_report", pk=report.pk)
    return _page(request, report, form, newer)


def _as_it_stands(request: SignedInRequest, report: ProgressReport) -> WriteForm:
    return WriteForm(initial=_saved(report) | drafts.initial_for(request, WriteForm.base_fields))


def _saved(report: Any) -> dict[str, Any]:
    return dict.fromkeys(WriteForm.base_fields, "") | report.prose | {"version": report.version}


def _page(
    request: SignedInRequest, report: ProgressReport, form: WriteForm, newer: tuple[Overtaken, ...]
) -> HttpResponse:
    earlier = ProgressReport.objects.visible_to(request.user).filter(programme=report.programme_id)
    about = {
        "form": form,
        "overtaken": newer,
        "pk": report.pk,
        "report": progress.contents_now(report),
        "before": before(earlier.before(report.quarter).first()),
        "sent_back": report.steps.order_by("-pk").filter(kind="sent_back").first(),
    }
    return render(request, "reports/progress_write.html", about, status=422 if form.is_bound else 200)


@writes_progress
@require_http_methods(["GET", "POST"])
def restate_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why an issued report is corrected; its next issue is then written beside it."""
    report = get_object_or_404(ProgressReport.objects.visible_to(request.user).select_related("programme"), pk=pk)
    policies.may_write_progress(request.user, report.programme).require()
    form = RestateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        again = progress.restate(actor=request.user, report=report, reason=form.cleaned_data["reason"])
        messages.info(request, f"Issue {again.issue} begun with the text of issue {report.issue}.")
        return redirect("reports:write_progress_report", pk=again.pk)
    about = {"form": form, "report": report}
    return render(request, "reports/progress_restate.html", about, status=422 if form.is_bound else 200)
