"""The list of readings, the upload page, and the originals."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.audit.events import Event
from towpath.audit.reading import hand_out
from towpath.partners.models import Partnership
from towpath.records.kept_files import unaltered
from towpath.sources import services
from towpath.sources.forms.arriving import UploadForm
from towpath.sources.models import Reading, ReadingState, SourceDocument
from towpath.sources.views.steps import next_page
from towpath.ui.paging import Page

JUST_AS_IT_IS = (
    "Take the plan or tracker you have, just as it is. Nothing becomes a plan until you have looked at it and saved it."
)
edits_plans = holders_of(Permission.EDIT_PLANS)


@edits_plans
@require_safe
def sources(request: SignedInRequest) -> HttpResponse:
    """Every document that arrived and what became of it, the newest first; those not yet saved at the top."""
    return list_page(request, SOURCES)


def _finished(query: ListQuery) -> QuerySet[Reading]:
    rows: Any = query.rows
    return rows.exclude(state=ReadingState.OPEN)


def _around(query: ListQuery, page: Page[Reading]) -> dict[str, Any]:
    rows: Any = query.rows
    waiting = list(rows.filter(state=ReadingState.OPEN).order_by("-pk"))
    return {"waiting": waiting, "is_empty": not waiting and not page.rows}


SOURCES = ListPage(
    title="Documents read in",
    template="sources/sources.html",
    rows=lambda user: Reading.objects.visible_to(user).with_document(),
    paged=_finished,
    orders=(ListOrder("", "Newest first", ("-pk",)),),
    empty="No document has been read in yet.",
    size=25,
    around=_around,
)


@edits_plans
@require_http_methods(["GET", "POST"])
def read(request: SignedInRequest) -> HttpResponse:
    """Upload a document. One that cannot be taken is refused beside the file, and nothing is kept."""
    mine = Partnership.objects.filter(pk__in=partnerships_where(request.user, Permission.EDIT_PLANS))
    form = answers_to(request, UploadForm, partnerships=mine)

    def save() -> tuple[str, str]:
        answers = form.cleaned_data
        reading = services.upload_document(
            actor=request.user, partnership=answers["partnership"], arrival=answers["file"], plan=answers["plan"]
        )
        _tell_if_recognised(request, reading, chosen=answers["plan"])
        return "", reverse(next_page(reading), args=[reading.pk])

    back = reverse("sources:sources")
    page = FormPage("Read a plan in", "", "Read the document", back, JUST_AS_IT_IS, template="sources/read.html")
    return ask(request, form, page, save)


def _tell_if_recognised(request: SignedInRequest, reading: Reading, *, chosen: object) -> None:
    if reading.compares_with and not chosen:
        messages.info(request, f"This looks like a newer copy of “{reading.compares_with}”, so the two are compared.")


@edits_plans
@require_safe
def original(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Hand out a document as it arrived, always as a download. Every one is recorded."""
    document = get_object_or_404(SourceDocument.objects.visible_to(request.user), pk=pk)
    content = unaltered(document.content, sha256=document.sha256, subject=document)
    return hand_out(
        request.user, Event.ORIGINAL_DOWNLOADED, content, of=document, name=document.name, kind=document.kind
    )
