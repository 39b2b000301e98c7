"""Asking for a report, and asking again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from towpath.access.declare import holders_of
from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.plans.models import Plan
from towpath.reports.forms import ReportForm, last_ended
from towpath.reports.models import Report
from towpath.reports.services import asking

makes_reports = holders_of(Permission.MAKE_REPORTS)


@makes_reports
@require_http_methods(["GET", "POST"])
def ask_for_report(request: HttpRequest) -> HttpResponse:
    """Choose a plan and a quarter; the report is then built by a job."""
    plans = Plan.objects.filter(partnership__in=partnerships_where(request.user, Permission.MAKE_REPORTS))
    form = _form(request, plans)
    if form.is_bound and form.is_valid():
        report = asking.ask_for_report(actor=request.user, **form.cleaned_data)
        return redirect("reports:report", pk=report.pk)
    return render(request, "reports/ask_for_report.html", {"form": form}, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, plans) -> ReportForm:
    if request.method == "POST":
        return ReportForm(request.POST, plans=plans)
    return ReportForm(initial={"plan": request.GET.get("plan"), "quarter": last_ended().slug}, plans=plans)


@makes_reports
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a report that could not be built tried once more."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    asking.try_again(actor=request.user, report=report)
    messages.info(request, "The report is being tried again.")
    return redirect("reports:report", pk=report.pk)
