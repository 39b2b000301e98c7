"""The jobs that failed: what, when, and another try."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, list_page
from towpath.asking.pages import button
from towpath.jobs import services
from towpath.jobs.policies import SEE_FAILED_JOBS, may_see_failed_job
from towpath.partners.presenters.people import present_failed_jobs, present_workers


@holders_of(*SEE_FAILED_JOBS)
@require_safe
def failed_jobs(request: SignedInRequest) -> HttpResponse:
    """What failed and was not done since, the newest first, and whether anybody works."""
    return list_page(request, FAILED_JOBS)


FAILED_JOBS = ListPage(
    title="Jobs that failed",
    template="partners/failed_jobs.html",
    rows=services.failed_jobs,
    orders=(ListOrder("", "Newest first", ()),),  # which failures still matter, no database can say
    empty="No job has failed.",
    present=lambda asked, rows: present_failed_jobs(rows, asked.user),
    around=lambda asked, page: {"workers": present_workers()},
)


@holders_of(Permission.MANAGE_PEOPLE)
@button
def try_job_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Have a failed job done once more."""
    job = get_object_or_404(DBTaskResult, pk=pk)
    if not may_see_failed_job(request.user, job):
        raise Http404
    if services.is_tried_again(job):
        messages.info(request, "This job is under way or done: somebody had it tried again before you.")
    else:
        services.try_again(actor=request.user, job=job)
        messages.success(request, "The job is being tried again.")
    return redirect("failed_jobs")
