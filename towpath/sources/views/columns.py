"""The columns page: what each column of the document holds, put right by a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from towpath.documents.table import UnreadableDocument
from towpath.records.holding import ChangedMeanwhile
from towpath.sources import policies, services
from towpath.sources.forms.columns import ColumnsForm
from towpath.sources.models import Reading
from towpath.sources.presenters.columns import present_columns
from towpath.sources.services.columns import corrected
from towpath.sources.services.drafting import table_of, trial
from towpath.sources.views.arriving import edits_plans
from towpath.sources.views.steps import after_closing, visible_reading
from towpath.ui.stale import refresh


@edits_plans
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column holds; a choice that gives no plan is refused with the reason."""
    reading = visible_reading(request, pk)
    if not reading.is_open:
        return after_closing(request, reading)
    policies.may_work_on(request.user, reading).require()
    form = _columns_form(request, reading)
    if form.is_bound and form.is_valid() and _gives_a_plan(form, reading):
        try:
            _save(request, reading, form)
        except ChangedMeanwhile as changed:
            refresh(form, changed)
        else:
            return redirect("sources:changes" if reading.compares_with_id else "sources:reading", pk=reading.pk)
    table = table_of(reading)
    page = {"reading": reading, "form": form, "columns": present_columns(reading, table, form), "rows": len(table.rows)}
    return render(request, "sources/columns.html", page, status=422 if form.is_bound else 200)


def _columns_form(request: HttpRequest, reading: Reading) -> ColumnsForm:
    sent = request.POST if request.method == "POST" else None
    initial = {"version": reading.version}
    return ColumnsForm(sent, initial=initial, mapping=reading.mapping, scheme=reading.scheme)


def _gives_a_plan(form: ColumnsForm, reading: Reading) -> bool:
    """Whether the document can be read so; if not, the reader's sentence goes on the form."""
    try:
        trial(reading, corrected(reading.mapping, form.chosen), form.chosen_scheme)
    except UnreadableDocument as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _save(request: HttpRequest, reading: Reading, form: ColumnsForm) -> None:
    reading = services.correct_mapping(
        actor=request.user,
        reading=reading,
        version=form.cleaned_data["version"],
        columns=form.chosen,
        scheme=form.chosen_scheme,
    )
    if form.cleaned_data["keep"]:
        services.keep_mapping(actor=request.user, reading=reading)
