"""Every dated count of a practice's staff and patients, each with its history, and what was taken back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.practices.views.reaching import records_training
from towpath.practices.views.sign_ups import sign_up_or_404
from towpath.records.models import TakenBack


@records_training
@require_safe
def counts(request: SignedInRequest, pk: int) -> HttpResponse:
    """The counts of one sign-up, the newest first: where a wrong one is found, corrected or taken back."""
    found = sign_up_or_404(request, pk)
    page = {
        "sign_up": found,
        "headcounts": found.headcounts.order_by("-as_of", "staff_group"),
        "list_sizes": found.list_sizes.order_by("-as_of"),
        "taken": TakenBack.objects.still_out().from_owner(found, request.user),
        "back": reverse("practices:practice", args=[found.practice.code]),
    }
    return render(request, "practices/counts.html", page)
