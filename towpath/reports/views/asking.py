"""Asking for a report, and asking again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.access.declare import holders_of
from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.asking.pages import Question, answers_to, ask, button
from towpath.plans.models import Plan
from towpath.reports.forms import ReportForm, last_ended
from towpath.reports.models import Report
from towpath.reports.services import asking

SHOWS = "It shows the ratings then and now, what moved and why, and what is overdue."
makes_reports = holders_of(Permission.MAKE_REPORTS)


@makes_reports
@require_http_methods(["GET", "POST"])
def ask_for_report(request: HttpRequest) -> HttpResponse:
    """Choose a plan and a quarter; the report is then built by a job."""
    plans = Plan.objects.filter(partnership__in=partnerships_where(request.user, Permission.MAKE_REPORTS))
    chosen = {"plan": request.GET.get("plan"), "quarter": last_ended().slug}
    form = answers_to(request, ReportForm, chosen, plans=plans)

    def save() -> tuple[str, str]:
        report = asking.ask_for_report(actor=request.user, **form.cleaned_data)
        return "", reverse("reports:report", args=[report.pk])

    question = Question("Build a quarter’s report", "", "Build the report", reverse("reports:reports"), SHOWS)
    return ask(request, form, question, save)


@makes_reports
@button
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a report built once more, or the files of one that is ready made anew."""
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("plan"), pk=pk)
    under_way = asking.try_again(actor=request.user, report=report)
    messages.info(request, "The report is being tried again.")
    return redirect("reports:report", pk=under_way.pk)


@makes_reports
@button
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a report that was asked for be built no more."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if report.is_under_way:
        asking.cancel_report(actor=request.user, report=report)
        messages.info(request, "The report is cancelled. It can be tried again.")
    else:
        messages.info(request, "Nothing was cancelled: the report is not being built any more.")
    return redirect("reports:report", pk=pk)
