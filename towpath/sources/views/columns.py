"""The columns page: what each column of the document holds, put right by a person."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.sources import policies, services
from towpath.sources.forms.columns import ColumnsForm
from towpath.sources.models import Reading
from towpath.sources.presenters.columns import present_columns
from towpath.sources.services.columns import corrected
from towpath.sources.services.drafting import table_of, trial
from towpath.sources.views.arriving import edits_plans
from towpath.sources.views.steps import after_closing, visible_reading


@edits_plans
@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what each column holds; a choice that gives no plan is refused with the reason."""
    reading = visible_reading(request, pk)
    if not reading.is_open:
        return after_closing(request, reading)
    policies.may_work_on(request.user, reading).require()
    about = {"mapping": reading.mapping, "scheme": reading.scheme}
    form = answers_to(request, ColumnsForm, {"version": reading.version}, **about)

    def save() -> tuple[str, str]:
        # the document has to give a plan when it is read so
        trial(reading, corrected(reading.mapping, form.chosen), form.chosen_scheme)
        _save(request, reading, form)
        return "", reverse("sources:changes" if reading.compares_with_id else "sources:reading", args=[reading.pk])

    page = FormPage("", reading.document.name, "", reverse("sources:sources"), template="sources/columns.html")
    return ask(request, form, page, save, around=lambda _: _around(reading, form))


def _around(reading: Reading, form: ColumnsForm) -> dict[str, Any]:
    table = table_of(reading)
    return {"reading": reading, "columns": present_columns(reading, table, form), "rows": len(table.rows)}


def _save(request: SignedInRequest, reading: Reading, form: ColumnsForm) -> None:
    reading = services.correct_mapping(
        actor=request.user,
        reading=reading,
        version=form.cleaned_data["version"],
        columns=form.chosen,
        scheme=form.chosen_scheme,
    )
    if form.cleaned_data["keep"]:
        services.keep_mapping(actor=request.user, reading=reading)
