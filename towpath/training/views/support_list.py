"""Every piece of support that a figure is made of, as a page and as a file."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from towpath.access.grants import Visitor
from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.practices.models import Practice, SignUp
from towpath.practices.views.reaching import sees_training, training_file
from towpath.programmes.models import Programme, SitePost
from towpath.training import policies
from towpath.training.exports.lists import support_sheet
from towpath.training.forms.support import NOBODY, SupportFilter
from towpath.training.models import Support
from towpath.training.models.support import NOBODY as NOBODY_NAMED
from towpath.training.views.support import quarters_of, sites_of

RELATED = ("sign_up__site__programme", "sign_up__practice", "given_by")
SHOWN = (
    "kind", "given_on", "hours", "note", "given_by__name", "sign_up__practice__code", "sign_up__practice__name",
    "sign_up__site__area", "sign_up__site__programme__partnership",
)  # fmt: skip


@sees_training
@require_safe
def support_list(request: HttpRequest) -> HttpResponse:
    """Pieces of support, newest first, narrowed by the address."""
    return list_page(request, SUPPORT)


@sees_training
@require_safe
def support_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as a file. Taking it out is recorded."""
    return list_file(request, SUPPORT)


def pieces_for(user: Visitor, found: Iterable[Support]) -> Iterable[tuple[Support, bool]]:
    """The pieces, each with whether this person may read its note, which is asked once for each practice."""
    asked: dict[int, bool] = {}
    for one in found:
        if one.sign_up_id not in asked:
            asked[one.sign_up_id] = bool(policies.may_read_support_notes(user, one.sign_up))
        yield one, asked[one.sign_up_id]


def _shown(query: ListQuery, rows: list[Support]) -> list[tuple[Support, bool]]:
    """The pieces of a page; that their notes are read is recorded, once for each programme."""
    pieces = list(pieces_for(query.user, rows))
    read = Counter(one.sign_up.site.programme for one, may_read in pieces if may_read and one.note)
    for programme, number in read.items():
        record_reading(query.user, Event.SUPPORT_SEEN, programme, notes=number)
    return pieces


def _visible(user: Visitor) -> QuerySet[Support]:
    return Support.objects.visible_to(user).select_related(*RELATED).only(*SHOWN)


def _filters(query: ListQuery) -> SupportFilter:
    visible: Any = query.visible
    posts = SitePost.objects.filter(pk__in=visible.order_by().values("given_by")).order_by("name", "pk")
    offered = [(str(post.pk), post.name) for post in posts]
    code = query.request.GET.get("practice", "")
    codes = Practice.objects.visible_to(query.user).filter(code=code) if code.isalnum() else Practice.objects.none()
    return SupportFilter(
        query.request.GET,
        sites=sites_of(query.user),
        quarters=quarters_of(visible),
        posts=[*offered, (NOBODY, NOBODY_NAMED)],
        practices=[(practice.code, practice.name) for practice in codes],
    )


def _take_out(query: ListQuery) -> ListFile:
    rows: Any = query.rows
    count = rows.count()
    programmes = Programme.objects.filter(sites__sign_ups__support__in=rows.order_by()).distinct()
    sheet = support_sheet(pieces_for(query.user, query.in_order().iterator(500)), count)
    return training_file(query.user, sheet, programmes, "support")


def _recorded_for(query: ListQuery) -> list[SignUp]:
    """The sign-ups of the one practice shown to which this person may record support."""
    code = query.filters.chosen.get("practice", "")
    found = SignUp.objects.visible_to(query.user).filter(practice__code=code)
    found = found.select_related("site__programme", "practice")
    return [sign_up for sign_up in found if policies.may_record_support(query.user, sign_up)] if code else []


SUPPORT = ListPage(
    template="training/support_list.html",
    title="Each piece of support",
    rows=_visible,
    orders=(
        ListOrder("", "Newest first", ("-given_on", "-pk")),
        ListOrder("oldest", "Oldest first", ("given_on", "pk")),
        ListOrder("longest", "Longest first", ("-hours", "-given_on", "-pk")),
        ListOrder("practice", "By practice", ("sign_up__practice__name", "-given_on", "-pk")),
    ),
    empty="No support is recorded yet.",
    none_match="No support matches these filters.",
    filters=_filters,
    present=_shown,
    around=lambda query, page: {"records_for": _recorded_for(query)},
    one="piece of support",
    many="pieces of support",
    file="training:support_file",
    take_out=_take_out,
)
