"""The page that shows who saw, changed, exported or was given rights."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.audit.reading import hand_out, record_reading
from towpath.foundation.clock import today
from towpath.partners.exports.audit import as_csv
from towpath.partners.forms.audit import AuditFilter
from towpath.partners.presenters.audit import present_entry
from towpath.ui.filters import in_use
from towpath.ui.paging import page_by_key

PAGE_SIZE = 50


@holders_of(Permission.VIEW_AUDIT)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """The record, latest first, narrowed by the filters in the address."""
    form = AuditFilter(request.GET)
    entries = form.narrow(Entry.objects.visible_to(request.user))
    page = page_by_key(entries, after=request.GET.get("after", ""), size=PAGE_SIZE, order=("-number",))
    record_reading(request.user, Event.AUDIT_SEEN, filters=sorted(form.chosen))
    lines = [present_entry(entry, request.user) for entry in page.rows]
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "in_use": in_use(form, request),
        "request": request,
    }
    return render(request, "partners/audit.html", context, status=422 if form.errors else 200)


@holders_of(Permission.VIEW_AUDIT)
@require_safe
def export_audit(request: SignedInRequest) -> HttpResponseBase:
    """The same entries as CSV, oldest first; what is written from now on, such as this taking out, is not in it."""
    form = AuditFilter(request.GET)
    entries = form.narrow(Entry.objects.visible_to(request.user)).written_so_far().order_by("number")
    count = entries.count()
    rows = ((entry, present_entry(entry, request.user)) for entry in entries.iterator(chunk_size=2000))
    return hand_out(
        request.user, Event.AUDIT_EXPORTED, as_csv(rows, count=count), of=None,
        name=f"audit-{today().isoformat()}.csv", filters=sorted(form.chosen), rows=count,
    )  # fmt: skip
