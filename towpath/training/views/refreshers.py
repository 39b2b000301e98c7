"""Refreshers due: what an advocate educator opens each Monday."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.foundation.clock import today
from towpath.practices.views.reaching import sees_training, training_file
from towpath.programmes.models import Programme
from towpath.training.exports.lists import refresher_sheet
from towpath.training.forms.refreshers import RefresherFilter
from towpath.training.presenters.refreshers import RefresherStanding, refreshers_for
from towpath.training.views.support import sites_of


@sees_training
@require_safe
def refreshers(request: HttpRequest) -> HttpResponse:
    """Practices whose refresher is overdue or due within 60 days, the longest overdue first."""
    return list_page(request, REFRESHERS)


@sees_training
@require_safe
def refreshers_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as a file. Taking it out is recorded."""
    return list_file(request, REFRESHERS)


def _around(query: ListQuery, page: Any) -> dict[str, Any]:
    return {
        "overdue": sum(one.standing is RefresherStanding.OVERDUE for one in query.rows),
        "rules": sorted({(one.sign_up.site.programme.name, one.rule) for one in query.rows}),
    }


def _take_out(query: ListQuery) -> ListFile:
    found = query.in_order()
    programmes = Programme.objects.filter(sites__sign_ups__in=[one.sign_up for one in found]).distinct()
    return training_file(query.user, refresher_sheet(found), programmes, "refreshers")


REFRESHERS = ListPage(
    title="Refreshers due",
    template="training/refreshers.html",
    rows=lambda user: refreshers_for(user, today()),
    orders=(ListOrder("", "The longest overdue first", ()),),  # due days are counted in months by each rule
    empty="No refresher is overdue or due in the next 60 days.",
    none_match="No refresher matches these filters.",
    filters=lambda query: RefresherFilter(query.request.GET, sites=sites_of(query.user)),
    around=_around,
    one="practice",
    file="training:refreshers_file",
    take_out=_take_out,
)
