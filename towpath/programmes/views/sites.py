"""A site's record, one's own sites, and adding and amending sites and their partner agencies."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission, Reach
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.programmes.forms.sites import AmendSiteForm, LastDayForm, PartnerForm, SiteForm
from towpath.programmes.models import Measure, Site, SitePartner, SitePost
from towpath.programmes.offered import SITE_PAGES
from towpath.programmes.presenters.first_page import present_own_sites
from towpath.programmes.presenters.record import present_record, with_record
from towpath.programmes.services import sites as services
from towpath.programmes.views.reaching import (
    edits_programmes,
    of_site_to_edit,
    programme_to_edit,
    sees_programmes,
    site_to_edit,
)
from towpath.records.models import TakenBack


@sees_programmes
@require_safe
def site_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything of a site's history, and what is missing. Opening it is recorded."""
    found = get_object_or_404(with_record(Site.objects.visible_to(request.user), today()), pk=pk)
    record_reading(request.user, Event.SITE_SEEN, found)
    page = present_record(found, request.user, today())
    about = {
        "site": found, "page": page, "measures": Measure.labels, "parts": SITE_PAGES.links_for(request.user, found),
        "quarter": Quarter.containing(today()),
        "taken": TakenBack.objects.still_out().from_owner(found, request.user),
    }  # fmt: skip
    return render(request, "programmes/site_record.html", about)


@holders_of(Permission.VIEW_PROGRAMMES, reach=Reach.SITE)
@require_safe
def my_sites(request: SignedInRequest) -> HttpResponse:
    """The sites one is in post at, with what is due and what is missing at each."""
    return render(request, "programmes/my_sites.html", {"sites": present_own_sites(request.user, today())})


@edits_programmes
@require_http_methods(["GET", "POST"])
def add_site(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a site to a programme."""
    programme = programme_to_edit(request, pk)
    form = answers_to(request, SiteForm, programme=programme)

    def save() -> tuple[str, str]:
        site = services.add_site(actor=request.user, programme=programme, **form.cleaned_data)
        return f"{site} added.", reverse("programmes:site_record", args=[site.pk])

    lead = "" if programme.phases.exists() else "A site belongs to a phase: add the programme's first phase before."
    back = reverse("programmes:programme", args=[programme.pk])
    return ask(request, form, FormPage("Add a site", programme.name, "Add the site", back, lead), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def amend_site(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the area a site serves and its phase."""
    site = site_to_edit(request, pk)
    form = answers_to(request, AmendSiteForm, _as_it_stands(site), programme=site.programme)

    def save() -> str:
        services.amend_site(actor=request.user, site=site, **form.cleaned_data)
        return "Site saved."

    return ask(request, form, about_site(site, "Amend the site", "Save"), save, _as_it_stands)


@edits_programmes
@require_http_methods(["GET", "POST"])
def add_partner(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record an agency that delivers at a site."""
    site = site_to_edit(request, pk)
    form = answers_to(request, PartnerForm, site=site)

    def save() -> str:
        partner = services.add_partner(actor=request.user, site=site, **form.cleaned_data)
        return f"{partner.agency.name} recorded as a partner agency."

    return ask(request, form, about_site(site, "Add a partner agency", "Add the partner agency"), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def end_partner(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the last day on which an agency delivered at a site."""
    partner = of_site_to_edit(request, SitePartner.objects.select_related("agency"), pk)
    form = answers_to(request, LastDayForm, last_day_of(partner))

    def save() -> str:
        services.end_partner(actor=request.user, partner=partner, **form.cleaned_data)
        return f"Last day of {partner.agency.name} recorded."

    heading = f"When did {partner.agency.name} stop delivering here?"
    return ask(request, form, about_site(partner.site, heading, "Save"), save, last_day_of)


def about_site(site: Site, heading: str, button: str, template: str = "ui/question.html") -> FormPage:
    """A question about a site, which leads back to its record."""
    caption = f"{site}, {site.programme.name}"
    return FormPage(heading, caption, button, reverse("programmes:site_record", args=[site.pk]), template=template)


def last_day_of(ending: SitePost | SitePartner) -> dict[str, Any]:
    """The last day of what is ended, where one is recorded; today is offered where none is."""
    return ({"ended_on": ending.ended_on} if ending.ended_on else {}) | {"version": ending.version}


def _as_it_stands(site: Site) -> dict[str, Any]:
    return {"area": site.area, "phase": site.phase_id, "is_in_outline": site.is_in_outline, "version": site.version}
