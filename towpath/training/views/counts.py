"""Every dated count of a practice's staff and patients, each with its history, and what was taken back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.records.models import TakenBack
from towpath.training.views.reaching import records_training
from towpath.training.views.sign_ups import sign_up_or_404


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
        "back": reverse("training:practice", args=[found.practice.code]),
    }
    return render(request, "training/counts.html", page)
