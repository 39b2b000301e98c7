"""Refreshers due: what an advocate educator opens each Monday."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from towpath.foundation.clock import today
from towpath.practices.views.downloads import list_as_file
from towpath.practices.views.reaching import sees_training
from towpath.programmes.models import Programme
from towpath.training.exports.refreshers import refresher_sheet
from towpath.training.forms.refreshers import RefresherFilter
from towpath.training.presenters.refreshers import Refresher, Standing, refreshers_for
from towpath.training.views.support import sites_of
from towpath.ui.filters import in_use
from towpath.ui.paging import Page

PAGE = 50


@sees_training
@require_safe
def refreshers(request: HttpRequest) -> HttpResponse:
    """Practices whose refresher is overdue or due within 60 days, the longest overdue first."""
    filters = RefresherFilter(request.GET, sites=sites_of(request.user))
    found = _found(request.user, filters.chosen)
    return render(
        request,
        "training/refreshers.html",
        {
            "filters": filters,
            "filters_in_use": in_use(filters, request),
            "page": _page(found, request.GET.get("after", "")),
            "count": len(found),
            "overdue": sum(one.standing is Standing.OVERDUE for one in found),
            "rules": sorted({(one.programme, one.rule) for one in found}),
            "file_query": request.GET.urlencode(),
        },
    )


@sees_training
@require_safe
def refreshers_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV. Taking it out is recorded."""
    filters = RefresherFilter(request.GET, sites=sites_of(request.user))
    found = _found(request.user, filters.chosen)
    programmes = Programme.objects.filter(sites__sign_ups__in=[one.sign_up for one in found]).distinct()
    sheet = refresher_sheet(found)
    return list_as_file(request.user, sheet, programmes, listed="refreshers", name="refreshers-due")


def _found(user: Any, chosen: dict[str, Any]) -> list[Refresher]:
    """The refreshers this person may see, as the filters narrow them."""
    found = refreshers_for(user, today(), site=int(chosen["site"]) if "site" in chosen else None)
    if "standing" in chosen:
        found = [one for one in found if one.standing == chosen["standing"]]
    if "planned" in chosen:
        found = [one for one in found if bool(one.planned_on) == (chosen["planned"] == "yes")]
    return found


def _page(found: list[Refresher], after: str) -> Page[Refresher]:
    """A page of a list whose order the database cannot make, as due days are counted in months by each rule."""
    start = int(after) if after.isdecimal() and len(after) < 7 and int(after) < len(found) else 0
    end = start + PAGE
    return Page(
        rows=found[start:end],
        next=str(end) if end < len(found) else "",
        previous=str(max(start - PAGE, 0)) if start else "",
    )
