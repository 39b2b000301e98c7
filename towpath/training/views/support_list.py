"""Every piece of support that a figure is made of, as a page and as a file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from towpath.practices.models import Practice, SignUp
from towpath.practices.views.downloads import list_as_file
from towpath.practices.views.reaching import sees_training
from towpath.programmes.models import Programme, SitePost
from towpath.training import policies
from towpath.training.exports.support import support_sheet
from towpath.training.forms.support import NOBODY, SupportFilter
from towpath.training.models import Support
from towpath.training.presenters import support as presenting
from towpath.training.views.support import quarters_of, sites_of
from towpath.ui.filters import in_use
from towpath.ui.paging import page_by_key

PAGE = 50
RELATED = ("sign_up__site__programme", "sign_up__practice", "given_by")
SHOWN = (
    "kind", "given_on", "hours", "note", "given_by__name", "sign_up__practice__code", "sign_up__practice__name",
    "sign_up__site__area", "sign_up__site__programme__partnership",
)  # fmt: skip


@sees_training
@require_safe
def support_list(request: HttpRequest) -> HttpResponse:
    """Pieces of support, newest first, narrowed by the address."""
    visible = Support.objects.visible_to(request.user)
    filters = _filters(request, visible)
    narrowed = filters.narrow(visible).select_related(*RELATED).only(*SHOWN)
    page = page_by_key(narrowed, after=request.GET.get("after", ""), size=PAGE, order=("-given_on", "-pk"), count=True)
    return render(
        request,
        "training/support_list.html",
        {
            "filters": filters,
            "filters_in_use": in_use(filters, request),
            "page": page,
            "pieces": list(pieces_for(request.user, page.rows)),
            "file_query": request.GET.urlencode(),
            "records_for": _recorded_for(request.user, filters.chosen.get("practice", "")),
        },
    )


@sees_training
@require_safe
def support_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV. Taking it out is recorded."""
    visible = Support.objects.visible_to(request.user)
    narrowed = _filters(request, visible).narrow(visible)
    count = narrowed.count()
    programmes = Programme.objects.filter(sites__sign_ups__support__in=narrowed.order_by()).distinct()
    rows = narrowed.select_related(*RELATED).only(*SHOWN).order_by("-given_on", "-pk").iterator(500)
    sheet = support_sheet(pieces_for(request.user, rows), count)
    return list_as_file(request.user, sheet, programmes, listed="support")


def pieces_for(user: Any, found: Iterable[Support]) -> Iterable[presenting.Piece]:
    """The pieces as this person may read them; whether notes are shown is asked once for each practice."""
    asked: dict[int, bool] = {}
    for one in found:
        if one.sign_up_id not in asked:
            asked[one.sign_up_id] = bool(policies.may_read_support_notes(user, one.sign_up))
        yield presenting.present_piece(one, shows_note=asked[one.sign_up_id])


def _filters(request: HttpRequest, visible: QuerySet[Support]) -> SupportFilter:
    posts = SitePost.objects.filter(pk__in=visible.order_by().values("given_by")).order_by("name", "pk")
    offered = [(str(post.pk), post.name) for post in posts]
    code = request.GET.get("practice", "")
    codes = Practice.objects.visible_to(request.user).filter(code=code) if code.isalnum() else Practice.objects.none()
    return SupportFilter(
        request.GET,
        sites=sites_of(request.user),
        quarters=quarters_of(visible),
        posts=[*offered, (NOBODY, presenting.NOBODY)],
        practices=[(practice.code, practice.name) for practice in codes],
    )


def _recorded_for(user: Any, code: str) -> list[SignUp]:
    """The sign-ups of the one practice shown to which this person may record support."""
    found = SignUp.objects.visible_to(user).filter(practice__code=code).select_related("site__programme", "practice")
    return [sign_up for sign_up in found if policies.may_record_support(user, sign_up)] if code else []
