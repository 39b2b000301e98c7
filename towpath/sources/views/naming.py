"""Other names under which documents write agencies: which were kept, and taking one apart again."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import button
from towpath.partners.models import Agency
from towpath.plans.services.agencies import take_apart
from towpath.records.refusing import Refused
from towpath.sources.views.arriving import edits_plans


@edits_plans
@require_safe
def names(request: SignedInRequest) -> HttpResponse:
    """Every other name that was kept, beside its agency."""
    agencies = _editable(request).exclude(other_names=[]).select_related("partnership")
    return render(request, "sources/names.html", {"agencies": agencies})


@edits_plans
@button
def own_agency(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let another name of an agency be an agency of its own again, with all that was led under it."""
    agency, name = get_object_or_404(_editable(request), pk=pk), request.POST.get("name", "")
    try:
        own = take_apart(actor=request.user, agency=agency, name=name)
    except Refused as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, f"“{own}” is an agency of its own now, and leads what was led under that name.")
    return redirect("sources:names")


def _editable(request: SignedInRequest) -> QuerySet[Agency]:
    return Agency.objects.filter(partnership__in=partnerships_where(request.user, Permission.EDIT_PLANS))
