"""Certificates of a session: who has one, and the PDF."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.audit.reading import hand_out, record_reading
from towpath.foundation.clock import now
from towpath.practices.views.reaching import sees_training
from towpath.training import policies
from towpath.training.exports.certificates import certificates_as_pdf
from towpath.training.models import Attendance, Session
from towpath.training.services.certificates import NoCertificatesDue, earned_certificates, who_came


@sees_training
@require_safe
def certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who earned a certificate and who left too early. The page shows names, so opening it is recorded."""
    session = _session(request, pk)
    policies.may_take_certificates(request.user, session).require()
    came = who_came(request.user, session)
    if came.earned or came.too_short:
        record_reading(request.user, Event.ATTENDEES_SEEN, session)
    page = {"session": session, "came": came}
    return render(request, "training/certificates.html", page)


@sees_training
@require_safe
def certificates_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Everybody's certificates as one PDF, a page each."""
    session = _session(request, pk)
    try:
        earned = earned_certificates(request.user, session)
    except NoCertificatesDue as nobody:
        messages.warning(request, str(nobody))
        return redirect("training:certificates", pk=pk)
    return _as_pdf(request, session, earned, "certificates")


@sees_training
@require_safe
def certificate_file(request: SignedInRequest, pk: int, attendance_pk: int) -> HttpResponseBase:
    """One person's certificate."""
    session = _session(request, pk)
    try:
        earned = earned_certificates(request.user, session, attendance_pk)
    except NoCertificatesDue:
        raise Http404 from None
    return _as_pdf(request, session, earned, "certificate")


def _session(request: SignedInRequest, pk: int) -> Session:
    visible = Session.objects.visible_to(request.user).select_related("site__programme")
    return get_object_or_404(visible.prefetch_related("trainers"), pk=pk)


def _as_pdf(request: SignedInRequest, session: Session, earned: Sequence[Attendance], kind: str) -> HttpResponseBase:
    """Nobody's name in the file's own name: it shows in lists of downloads. Taking it out is recorded."""
    pdf = certificates_as_pdf(session, earned, now())
    name = f"{kind}-{session.held_on:%Y-%m-%d}.pdf"
    return hand_out(request.user, Event.CERTIFICATES_EXPORTED, pdf, of=session, name=name, certificates=len(earned))
