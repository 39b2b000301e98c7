"""Recording who came by hand: names or numbers, for each practice of a session."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.practices import policies
from towpath.practices.views.reaching import records_training
from towpath.records.holding import ChangedMeanwhile
from towpath.training.forms.attendance import AttendanceForms, recorded, sent, with_more_rows
from towpath.training.models import Session
from towpath.training.presenters.session import SessionPage
from towpath.training.services.attendance import record_attendance as record_who_came
from towpath.training.services.attendance_faults import AttendanceError, headcounts_on, may_be_recorded
from towpath.training.views.sessions import page_of, visible_session
from towpath.ui.stale import refresh
from towpath.ui.words import count_of


@records_training
@require_http_methods(["GET", "POST"])
def record_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who came to a session. Asking for more rows keeps the typing and saves nothing."""
    found = visible_session(request, pk)
    policies.may_record_training(request.user, found.site).require()
    policies.may_see_attendees(request.user, found.site).require()
    try:
        may_be_recorded(found)
    except AttendanceError as refused:
        messages.warning(request, str(refused))
        return redirect("training:session", pk=found.pk)
    forms = _forms(request, found)
    is_sent = request.method == "POST" and "more" not in request.POST
    newer = None
    if is_sent and forms.are_valid():
        try:
            _save(request, found, forms)
        except ChangedMeanwhile as changed:
            refresh(forms.whole, changed)
            newer = _newer(request, pk)
        except AttendanceError as refused:
            forms.show(refused.faults)
        else:
            return redirect("training:session", pk=found.pk)
    return _asked(request, found, forms, newer, status=422 if is_sent else 200)


def _newer(request: SignedInRequest, pk: int) -> Any:
    """The session as somebody else left it meanwhile. Showing its names is recorded, as on its own page."""
    found = visible_session(request, pk)
    page = page_of(request.user, found)
    if page.shows_names:
        record_reading(request.user, Event.ATTENDEES_SEEN, found)
    return page


def _forms(request: SignedInRequest, found: Session) -> AttendanceForms:
    """As it was sent, as it was typed and left, or as it is recorded. Showing names is recorded."""
    sign_ups = list(found.practices.all())
    named = list(found.attendances.select_related("learner").order_by("learner__name", "pk"))
    if request.method == "POST":
        more = request.POST.get("more")
        return with_more_rows(request.POST, sign_ups, more) if more else sent(request.POST, sign_ups)
    if named:
        record_reading(request.user, Event.ATTENDEES_SEEN, found)
    if typed := drafts.typed_before(request):
        return with_more_rows(drafts.as_sent({"version": [str(found.version)]} | typed), sign_ups, "")
    return recorded(found, sign_ups, named, found.group_attendances.all())


def _save(request: SignedInRequest, found: Session, forms: AttendanceForms) -> None:
    saved = record_who_came(
        actor=request.user, session=found, people=forms.people, groups=forms.groups, **forms.whole.cleaned_data
    )
    came = f"Attendance of {count_of(saved.people, 'person', 'people')}" if saved.people else "That nobody came is"
    messages.success(request, f"{came} saved. Reference: session {saved.pk}.")


def _asked(
    request: SignedInRequest, found: Session, forms: AttendanceForms, newer: SessionPage | None, *, status: int
) -> HttpResponse:
    sign_ups = [part.sign_up for part in forms.parts]
    page = {
        "forms": forms,
        "newer": newer,
        "form": forms.whole,
        "session": found,
        "had": headcounts_on([one.pk for one in sign_ups], found.held_on),
    }
    return render(request, "training/record_attendance.html", page, status=status)
