"""Who reaches the pages of programmes, and how a page finds the record and the quarter it is about."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.foundation.periods import PeriodError, Quarter
from towpath.programmes import policies
from towpath.programmes.models import Programme, Site

sees_programmes = holders_of(Permission.VIEW_PROGRAMMES)
edits_programmes = holders_of(Permission.EDIT_PROGRAMMES)
YEARS = range(2000, 2100)  # those a page can be asked for, with a quarter before and after each


def programme_to_edit(request: SignedInRequest, pk: int) -> Programme:
    """A programme this person sees and may change; refused with the reason where they may only see it."""
    visible = Programme.objects.visible_to(request.user).select_related("partnership")
    programme = get_object_or_404(visible, pk=pk)
    policies.may_edit_programme(request.user, programme.partnership).require()
    return programme


def site_to_edit(request: SignedInRequest, pk: int) -> Site:
    """A site this person sees and may change."""
    visible = Site.objects.visible_to(request.user).select_related("programme__partnership", "phase")
    site = get_object_or_404(visible, pk=pk)
    policies.may_edit_programme(request.user, site.programme.partnership).require()
    return site


def of_site_to_edit(request: SignedInRequest, rows: Any, pk: int) -> Any:
    """A period, post or partner of a site that this person sees and may change."""
    of_visible = rows.filter(site__in=Site.objects.visible_to(request.user))
    found = get_object_or_404(of_visible.select_related("site__programme__partnership"), pk=pk)
    policies.may_edit_programme(request.user, found.site.programme.partnership).require()
    return found


def quarter_in(request: SignedInRequest) -> Quarter:
    """The quarter in the address, else the one of today; what is no quarter is not found."""
    named = request.GET.get("quarter", "")
    if not named:
        return Quarter.containing(today())
    try:
        quarter = Quarter.parse(named)
    except PeriodError as wrong:
        raise Http404 from wrong
    if quarter.financial_year.first not in YEARS:
        raise Http404
    return quarter


def named_in_address(request: SignedInRequest, quarter: Quarter) -> HttpResponse | None:
    """The way to the page under an address that names its quarter; None where this one does.

    What is typed about a quarter is then saved for it, and given back on its page, when the next has begun meanwhile.
    """
    is_named = request.method == "POST" or request.GET.get("quarter")
    return None if is_named else redirect(f"{request.path}?quarter={quarter.slug}")
