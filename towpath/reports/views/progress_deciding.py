"""Deciding on a progress report: approve it, send it back, issue it; and taking out its files."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import Question, answers_to, ask, button
from towpath.foundation.transitions import NotTheNextState
from towpath.records.holding import ChangedMeanwhile
from towpath.reports import policies
from towpath.reports.forms.progress import SendBackForm
from towpath.reports.models import FileKind, ProgressFile
from towpath.reports.presenters.quarter import FILE_LABELS
from towpath.reports.services import progress_deciding, progress_files
from towpath.reports.services.exporting import take_progress_out
from towpath.reports.views.progress import found, reads_progress
from towpath.ui.fields.versions import UNSEEN, is_unseen

decides_progress = holders_of(Permission.APPROVE_PROGRESS_REPORTS)


@decides_progress
@button
def approve_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what the page showed; where it has changed since, the page is shown again and says so."""
    saw = request.POST.get("saw", "")
    approve = partial(progress_deciding.approve_progress, saw=saw)
    return _decide(request, pk, approve, "Approved", shown=("version", "saw"))


@decides_progress
@button
def issue_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Issue an approved report."""
    return _decide(request, pk, progress_deciding.issue_progress, "Issued")


def _decide(
    request: SignedInRequest, pk: int, decide: Callable[..., Any], done: str, shown: tuple[str, ...] = ("version",)
) -> HttpResponse:
    report = found(request, pk)
    if any(is_unseen(request.POST, name) for name in shown):
        messages.error(request, UNSEEN)
        return redirect("reports:progress_report", pk=pk)
    try:
        decide(actor=request.user, report=report, version=_version(request))
    except (ChangedMeanwhile, progress_deciding.FiguresMoved, NotTheNextState) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{done}. Reference: progress report {pk}.")
    return redirect("reports:progress_report", pk=pk)


def _version(request: SignedInRequest) -> int:
    """The version the page was made from; one that nobody has where the form was tampered with."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@decides_progress
@require_http_methods(["GET", "POST"])
def send_back_progress_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what has to change in an approved report."""
    report = found(request, pk)
    policies.may_send_back(request.user, report).require()
    form = answers_to(request, SendBackForm, {"version": report.version})

    def save() -> str:
        progress_deciding.send_back(actor=request.user, report=report, **form.cleaned_data)
        return f"Sent back to its writer. Reference: progress report {pk}."

    back = reverse("reports:progress_report", args=[pk])
    return ask(request, form, Question("Send the report back", str(report), "Send back", back), save)


@decides_progress
@button
def make_progress_files(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the files of an issued report made once more."""
    progress_files.make_files_again(actor=request.user, report=found(request, pk))
    messages.info(request, "The files are being tried again.")
    return redirect("reports:progress_report", pk=pk)


@decides_progress
@button
def cancel_progress_files(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the files of an issued report be made no more."""
    report = found(request, pk)
    if report.is_being_built:
        progress_files.cancel_files(actor=request.user, report=report)
        messages.info(request, "The files are cancelled. They can be made again.")
    else:
        messages.info(request, "Nothing was cancelled: the files are not being made any more.")
    return redirect("reports:progress_report", pk=pk)


@reads_progress
@require_safe
def progress_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """Take the PDF or the Word file out. Each taking is recorded."""
    if kind not in FILE_LABELS:
        raise Http404
    report = found(request, pk)
    try:
        taken = take_progress_out(actor=request.user, report=report, kind=kind)
    except ProgressFile.DoesNotExist:
        raise Http404 from None
    issue = f"-issue-{report.issue}" if report.issue > 1 else ""
    suffix = progress_files.SUFFIXES[FileKind(kind)]
    name = f"{slugify(report.programme.name)[:60] or 'programme'}-progress-{report.quarter.slug}{issue}.{suffix}"
    return FileResponse(BytesIO(taken), as_attachment=True, filename=name)
