"""A record's history, and the pages that take it back and put it back: the same for every kind of record."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import signed_in
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.asking.presenters import UNKNOWN_TIME, present_history
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.records import services
from towpath.records.forms import PutBackForm, ReasonForm
from towpath.records.history import version_of
from towpath.records.kinds import KINDS, RecordKind
from towpath.records.models import Change, TakenBack
from towpath.records.set_aside import record_of


@dataclass(frozen=True)
class HistorySubject:
    """The record a page is about: in its table, or as it stood when it was taken back."""

    kind: RecordKind
    record: Any
    taken: TakenBack | None

    @property
    def back(self) -> str:
        return self.kind.page(self.record)

    @property
    def title(self) -> str:
        return self.kind.title(self.record)


@signed_in
@require_safe
def history(request: SignedInRequest, of: str, pk: int) -> HttpResponse:
    """What a record was, field by field, and who changed it, when and why; for those who work with it."""
    subject = _subject(request, of, pk)
    if reading := subject.kind.reading(subject.record):
        event, what = reading
        record_reading(request.user, Event(event), what)
    entries = present_history(Change.objects.of_key(subject.kind.label, pk).select_related("made_by"))
    is_from_the_start = bool(entries) and entries[-1].act == "Recorded"
    page = {
        "subject": subject, "entries": entries, "before": "" if is_from_the_start else UNKNOWN_TIME,
        "why_not": "" if subject.taken else services.why_not(request.user, subject.record),
        "correct": _page_to_correct(subject),
    }  # fmt: skip
    return render(request, "asking/history.html", page)


@signed_in
@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, of: str, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake: what it is, what follows, and why."""
    subject = _subject(request, of, pk)
    if subject.taken:
        return redirect("history", of=of, pk=pk)
    form = answers_to(request, ReasonForm, _as_it_stands(subject.record))

    def save() -> tuple[str, str]:
        title = subject.title
        services.take_back(actor=request.user, subject=subject.record, **form.cleaned_data)
        return f"Taken back: {title}.", subject.back

    why_not = services.why_not(request.user, subject.record)
    heading = f"Take back this {subject.kind.noun}"
    page = FormPage(heading, subject.title, "Take it back", subject.back, template="asking/take_back.html")
    return ask(request, form, page, save, _as_it_stands, subject=subject, why_not=why_not, warning=True)


@signed_in
@require_http_methods(["GET", "POST"])
def put_back(request: SignedInRequest, of: str, pk: int) -> HttpResponse:
    """Put back what was taken back, as it was."""
    subject = _subject(request, of, pk)
    taken = subject.taken
    if taken is None:
        return redirect("history", of=of, pk=pk)
    form = answers_to(request, PutBackForm)

    def save() -> tuple[str, str]:
        services.put_back(actor=request.user, taken=taken, reason=form.cleaned_data["reason"])
        return f"Put back: {subject.title}.", subject.back

    heading = f"Put back this {subject.kind.noun}"
    page = FormPage(heading, subject.title, "Put it back", subject.back, template="asking/put_back.html")
    return ask(request, form, page, save, subject=subject)


def _as_it_stands(record: Any) -> dict[str, Any]:
    return {"version": version_of(record)}


def _subject(request: SignedInRequest, of: str, pk: int) -> HistorySubject:
    """The record, where this person finds it and may work with it; 404 where they do not find it."""
    kind = KINDS.get(of)
    if kind is None:
        raise Http404
    row = kind.model._base_manager.filter(pk=pk).first()
    taken = None if row else TakenBack.objects.still_out().filter(kind=of, key=pk).first()
    if row is None and taken is None:
        raise Http404
    subject = HistorySubject(kind, record_of(taken) if taken else row, taken)
    if not kind.is_visible(request.user, subject.record):
        raise Http404
    kind.may_change(request.user, kind.owner(subject.record)).require()
    return subject


def _page_to_correct(subject: HistorySubject) -> str:
    if subject.taken or not subject.kind.correct:
        return ""
    return reverse(subject.kind.correct, args=[subject.record.pk])
