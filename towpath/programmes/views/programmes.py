"""The list of programmes, and a programme's own page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.partners.models import Partnership
from towpath.programmes.models import Programme
from towpath.programmes.offered import PROGRAMME_PAGES
from towpath.programmes.presenters.programme import present_programme
from towpath.programmes.presenters.programmes import present_programmes
from towpath.programmes.views.reaching import quarter_in, sees_programmes
from towpath.records.models import TakenBack
from towpath.ui.paging import Page


@sees_programmes
@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """Every programme a person may see, by name, with its phases, its sites and how they work today."""
    return list_page(request, PROGRAMMES)


def _around(query: ListQuery, page: Page[Programme]) -> dict[str, Any]:
    edits = partnerships_where(query.user, Permission.EDIT_PROGRAMMES)
    return {
        "open_in": Partnership.objects.filter(pk__in=edits) if edits else [],
        "taken": TakenBack.objects.still_out().listed_to(query.user, Programme),
    }


PROGRAMMES = ListPage(
    title="Programmes",
    template="programmes/programmes.html",
    rows=lambda user: Programme.objects.visible_to(user).select_related("partnership"),
    orders=(ListOrder("", "By name", ("name", "pk")),),
    empty="No programme is kept here yet.",
    size=25,
    present=lambda query, rows: present_programmes(query.user, rows, today()),
    around=_around,
)


@sees_programmes
@require_safe
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """One programme: who pays, what was agreed, its sites in one picture. Opening it is recorded."""
    visible = Programme.objects.visible_to(request.user)
    found = get_object_or_404(
        visible.select_related("partnership", "funder", "commissioner", "national_provider"), pk=pk
    )
    record_reading(request.user, Event.PROGRAMME_SEEN, found)
    page = present_programme(found, request.user, today(), quarter_in(request))
    about = {
        "programme": found, "page": page, "parts": PROGRAMME_PAGES.links_for(request.user, found), "day": today(),
        "taken": TakenBack.objects.still_out().from_owner(found, request.user),
    }  # fmt: skip
    return render(request, "programmes/programme.html", about)
