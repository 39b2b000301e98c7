"""Who reaches the pages of programmes, and how a page finds the record it is about."""

from typing import Any

from django.shortcuts import get_object_or_404

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.programmes import policies
from towpath.programmes.models import Programme, Site

sees_programmes = holders_of(Permission.VIEW_PROGRAMMES)
edits_programmes = holders_of(Permission.EDIT_PROGRAMMES)


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
