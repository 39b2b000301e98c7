"""The agencies of a partnership."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.partners import services
from towpath.partners.forms.people import AgencyForm
from towpath.partners.models import Agency, Partnership
from towpath.partners.views.people import administrators
from towpath.records.models import TakenBack


@administrators
@require_http_methods(["GET", "POST"])
def agencies(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Which agencies there are, and a form to add one."""
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = answers_to(request, AgencyForm, partnership=partnership)

    def save() -> tuple[str, str]:
        agency = services.add_agency(actor=request.user, partnership=partnership, **form.cleaned_data)
        return f"{agency} is added. Reference: agency {agency.pk}.", request.path

    back = reverse("people", query={"partnership": partnership.pk})
    page = FormPage("Agencies", partnership.name, "Add the agency", back, template="partners/agencies.html")
    taken = TakenBack.objects.still_out().of_kind(Agency).from_owner(partnership, request.user)
    return ask(request, form, page, save, agencies=list(partnership.agencies.all()), taken=taken, cancel="")
