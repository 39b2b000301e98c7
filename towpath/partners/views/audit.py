"""The page that shows who saw, changed, exported or was given rights."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.partners import services
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
    services.see_audit(actor=request.user, filters=sorted(form.chosen))
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
    """The same entries as CSV."""
    form = AuditFilter(request.GET)
    entries = form.narrow(Entry.objects.visible_to(request.user))
    kept, count = services.export_audit(actor=request.user, entries=entries, filters=sorted(form.chosen))
    rows = ((entry, present_entry(entry, request.user)) for entry in kept.iterator(chunk_size=2000))
    response = StreamingHttpResponse(as_csv(rows, count=count), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{today().isoformat()}.csv"'
    return response
