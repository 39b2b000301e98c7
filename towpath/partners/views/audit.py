"""The page that shows who saw, changed, exported or was given rights."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of, signed_in
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.audit.reading import record_reading
from towpath.partners.forms.audit import AuditFilter
from towpath.partners.presenters.audit import audit_sheet, present_entry
from towpath.partners.presenters.verifying import present_record
from towpath.ui.paging import Page
from towpath.ui.words import as_moment


@holders_of(Permission.VIEW_AUDIT)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """The record, latest first, narrowed by the filters in the address. Looking at it is recorded."""
    return list_page(request, AUDIT)


@holders_of(Permission.VIEW_AUDIT)
@require_safe
def export_audit(request: SignedInRequest) -> HttpResponseBase:
    """The same entries as a file, oldest first. Taking them out is recorded."""
    return list_file(request, AUDIT)


@signed_in
@require_safe
def looked_up(request: SignedInRequest) -> HttpResponse:
    """Who saw what is kept of the person who asks, latest first."""
    return list_page(request, LOOKED_UP)


def _see(query: ListQuery, page: Page[Entry]) -> dict[str, Any]:
    record_reading(query.user, Event.AUDIT_SEEN, filters=sorted(query.filters.chosen))
    return {"record": present_record()}


def _take_out(query: ListQuery) -> ListFile:
    """The entries oldest first; what is written from now on, such as this taking out, is not among them."""
    rows: Any = query.rows
    entries = rows.written_so_far().order_by("number")
    lines = (present_entry(entry, query.user) for entry in entries.iterator(chunk_size=2000))
    sheet = audit_sheet(lines, entries.count())
    return ListFile(sheet, Event.AUDIT_EXPORTED, details={"filters": sorted(query.filters.chosen)})


AUDIT = ListPage(
    title="Audit record",
    template="partners/audit.html",
    rows=Entry.objects.visible_to,
    orders=(ListOrder("", "Latest first", ("-number",)),),
    empty="No entry is kept yet.",
    none_match="No entry matches these filters.",
    filters=lambda query: AuditFilter(query.request.GET),
    present=lambda query, rows: [present_entry(entry, query.user) for entry in rows],
    around=_see,
    file="export_audit",
    take_out=_take_out,
)
LOOKED_UP = ListPage(
    title="Who looked you up",
    rows=Entry.objects.sights_of,
    orders=(ListOrder("", "Latest first", ("-number",)),),
    empty="Nobody has looked you up.",
    columns=({"label": "When", "date": True}, {"label": "Who"}, {"label": "What they saw"}),
    present=lambda query, rows: [(as_moment(one.at), one.actor_label, str(Event(one.event).label)) for one in rows],
)
