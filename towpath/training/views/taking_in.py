"""Taking in a file of attendance: choose it, look at every row, save once. Nothing is kept before that."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.practices import policies
from towpath.practices.views.reaching import records_training
from towpath.records.holding import ChangedMeanwhile
from towpath.training.forms.taking_in import FileForm, PreviewForm, RowForm, sealed, sent_for_save
from towpath.training.models import Session
from towpath.training.services.arrived import Arrived
from towpath.training.services.attendance_faults import AttendanceError, Fault, may_be_recorded
from towpath.training.services.learners import Attendee
from towpath.training.services.matching import beside, doubts_of_file, match_rows
from towpath.training.services.taking_in import TakenIn, fault_of_file, take_in_attendance
from towpath.training.views.sessions import visible_session
from towpath.ui.stale import refresh
from towpath.ui.words import as_day, count_of


@records_training
@require_http_methods(["GET", "POST"])
def take_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file first, then every row of it beside what it is taken for, then once into the session."""
    found = visible_session(request, pk)
    policies.may_record_training(request.user, found.site).require()
    policies.may_see_attendees(request.user, found.site).require()
    try:
        may_be_recorded(found)
    except AttendanceError as refused:
        messages.warning(request, str(refused))
        return redirect("training:session", pk=found.pk)
    if request.method == "POST" and "sealed" in request.POST:
        return _decide(request, found)
    return _as_left(request, found) or _arrive(request, found)


def _as_left(request: SignedInRequest, found: Session) -> HttpResponse | None:
    """The look at a file as the person left it, with their ticks and choices; None where they left none."""
    typed = drafts.as_sent(drafts.typed_before(request))
    left = PreviewForm(typed, session=found)
    if not left.is_valid() and "sealed" in left.errors:
        return None
    arrived: Arrived = left.cleaned_data["sealed"]
    rows = _rows(found, arrived, left.cleaned_data.get("minimum"), typed)
    for row in rows:
        row.initial["take"] = row.add_prefix("take") in typed
    form = PreviewForm(initial={name: typed.get(name) for name in left.fields}, session=found)
    return _preview(request, found, arrived, form, rows, status=200)


def _arrive(request: SignedInRequest, found: Session) -> HttpResponse:
    """The question for the file, or the first look at what is in it."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        arrived: Arrived = form.cleaned_data["file"]
        sentence = fault_of_file(found, arrived.sha256, arrived.meeting)
        if not sentence:
            return _first_look(request, found, arrived)
        form.add_error("file", sentence)
    page = {"form": form, "session": found}
    return render(request, "training/attendance_file.html", page, status=422 if form.is_bound else 200)


def _first_look(request: SignedInRequest, found: Session, arrived: Arrived) -> HttpResponse:
    minimum = found.minutes // 2
    initial = {"sealed": sealed(found, arrived), "version": found.version, "minimum": minimum}
    form = PreviewForm(initial=initial, session=found)
    return _preview(request, found, arrived, form, _rows(found, arrived, minimum), status=200)


def _rows(found: Session, arrived: Arrived, minimum: int | None, typed: Any = None) -> list[RowForm]:
    """A form for each row, as the file suggests, with the practices and groups that somebody chose already."""
    sign_ups = list(found.practices.all())
    rows = []
    for person, match in zip(arrived.people, match_rows(arrived, beside(found, sign_ups), minimum), strict=True):
        initial = {"take": not match.left_out, "practice": match.practice, "staff_group": match.staff_group}
        form = RowForm(initial=initial, person=person, match=match, sign_ups=sign_ups)
        for name in ("practice", "staff_group") if typed else ():
            form.initial[name] = typed.get(form.add_prefix(name)) or initial[name]
        rows.append(form)
    return rows


def _sent_rows(found: Session, arrived: Arrived, minimum: int | None, data: Any) -> list[RowForm]:
    sign_ups = list(found.practices.all())
    matches = match_rows(arrived, beside(found, sign_ups), minimum)
    return [
        RowForm(data, person=person, match=match, sign_ups=sign_ups)
        for person, match in zip(arrived.people, matches, strict=True)
    ]


def _decide(request: SignedInRequest, found: Session) -> HttpResponse:
    """Count the minutes anew, or save."""
    form = PreviewForm(request.POST, session=found)
    if not form.is_valid() and "sealed" in form.errors:
        messages.warning(request, "The file cannot be found any more: choose it again.")
        return redirect("training:take_in_attendance", pk=found.pk)
    arrived: Arrived = form.cleaned_data["sealed"]
    minimum = form.cleaned_data.get("minimum")
    if form.is_valid() and not sent_for_save(request.POST):
        return _preview(request, found, arrived, form, _rows(found, arrived, minimum, request.POST), status=200)
    rows = _sent_rows(found, arrived, minimum, request.POST)
    if all([form.is_valid(), *(row.is_valid() for row in rows)]) and _taken_in(request, found, arrived, form, rows):
        return redirect("training:session", pk=found.pk)
    return _preview(request, found, arrived, form, rows, status=422)


def _taken_in(
    request: SignedInRequest, found: Session, arrived: Arrived, form: PreviewForm, rows: list[RowForm]
) -> bool:
    chosen = [row for row in rows if row.is_taken]
    people = tuple(_as_came(row) for row in chosen)
    taken = TakenIn(arrived.name, arrived.sha256, arrived.meeting, len(arrived.people), people)
    try:
        take_in_attendance(actor=request.user, session=found, version=form.cleaned_data["version"], taken=taken)
    except ChangedMeanwhile as changed:
        refresh(form, changed)
    except AttendanceError as refused:
        _show(form, rows, refused.faults)
    else:
        came = count_of(len(people), "person", "people")
        messages.success(request, f"{came} of the file taken in. Reference: session {found.pk}.")
        return True
    return False


def _as_came(row: RowForm) -> Attendee:
    said, person = row.cleaned_data, row.person
    sign_up = row.sign_ups[said["practice"]]
    return Attendee(sign_up, person.name, said["staff_group"], person.email, person.minutes, person.row)


def _show(form: PreviewForm, rows: list[RowForm], faults: tuple[Fault, ...]) -> None:
    """Put each sentence beside the row that it names, where it names one of the file."""
    by_row = {f"Row {row.person.row} ": row for row in rows} | {f"Row {row.person.row}:": row for row in rows}
    for fault in faults:
        row = next((one for start, one in by_row.items() if fault.sentence.startswith(start)), None)
        if row:
            row.add_error("take", fault.sentence)
        else:
            form.add_error(None, fault.sentence)


def _preview(
    request: SignedInRequest, found: Session, arrived: Arrived, form: PreviewForm, rows: list[RowForm], *, status: int
) -> HttpResponse:
    page = {
        "form": form,
        "rows": rows,
        "session": found,
        "caption": f"{found.title} on {as_day(found.held_on)}",
        "arrived": arrived,
        "doubts": doubts_of_file(found, arrived),
    }
    return render(request, "training/attendance_preview.html", page, status=status)
