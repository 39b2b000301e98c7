"""The jobs that failed: what, when, and another try."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, list_page
from towpath.asking.pages import button
from towpath.jobs import services
from towpath.jobs.models import SEE_FAILED_JOBS, Job, JobState
from towpath.partners.presenters.people import present_failed_jobs, present_workers


@holders_of(*SEE_FAILED_JOBS)
@require_safe
def failed_jobs(request: SignedInRequest) -> HttpResponse:
    """What failed and was not done since, the newest first, and whether anybody works."""
    return list_page(request, FAILED_JOBS)


FAILED_JOBS = ListPage(
    title="Jobs that failed",
    template="partners/failed_jobs.html",
    rows=lambda user: Job.objects.failed().visible_to(user),
    orders=(ListOrder("", "Newest first", ("-ended_at",)),),
    empty="No job has failed.",
    present=lambda query, rows: present_failed_jobs(rows, query.user),
    around=lambda query, page: {"workers": present_workers()},
)


@holders_of(Permission.MANAGE_PEOPLE)
@button
def try_job_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a failed job done once more."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if job.state != JobState.FAILED:
        messages.info(request, "This job is under way or done: somebody had it tried again before you.")
    else:
        services.try_again(actor=request.user, job=job)
        messages.success(request, "The job is being tried again.")
    return redirect("failed_jobs")
