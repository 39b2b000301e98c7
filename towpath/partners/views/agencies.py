"""The agencies of a partnership."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.partners import services
from towpath.partners.forms import AgencyForm
from towpath.partners.models import Partnership
from towpath.partners.views.people import administrators


@administrators
@require_http_methods(["GET", "POST"])
def agencies(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Which agencies there are, and a form to add one."""
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = AgencyForm(request.POST if request.method == "POST" else None, partnership=partnership)
    if form.is_bound and form.is_valid():
        agency = services.add_agency(actor=request.user, partnership=partnership, **form.cleaned_data)
        messages.success(request, f"{agency} is added. Reference: agency {agency.pk}.")
        return redirect("agencies", partnership_pk=partnership.pk)
    context = {"form": form, "partnership": partnership, "agencies": list(partnership.agencies.all())}
    return render(request, "partners/agencies.html", context, status=422 if form.is_bound else 200)
