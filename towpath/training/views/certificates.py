"""Certificates of a session: who has one, and the PDF."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.practices.views.reaching import sees_training
from towpath.training import policies
from towpath.training.exports.certificates import certificates_as_pdf, taught
from towpath.training.models import Session
from towpath.training.services.certificates import NoCertificatesDue, take_certificates_out, who_came


@sees_training
@require_safe
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Who earned a certificate and who left too early. The page shows names, so opening it is recorded."""
    session = _session(request, pk)
    policies.may_take_certificates(request.user, session).require()
    came = who_came(request.user, session)
    if came.earned or came.too_short:
        with transaction.atomic():
            record(actor=request.user, event=Event.ATTENDEES_SEEN, subject=session)
    page = {"session": session, "taught": taught(session), "came": came}
    return render(request, "training/certificates.html", page)


@sees_training
@require_safe
def certificates_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's certificates as one PDF, a page each."""
    session = _session(request, pk)
    try:
        taken = take_certificates_out(actor=request.user, session=session)
    except NoCertificatesDue as nobody:
        messages.warning(request, nobody.sentence)
        return redirect("training:certificates", pk=pk)
    return _attached(certificates_as_pdf(session, taken, now()), session, "certificates")


@sees_training
@require_safe
def certificate_file(request: HttpRequest, pk: int, attendance_pk: int) -> HttpResponse:
    """One person's certificate."""
    session = _session(request, pk)
    try:
        taken = take_certificates_out(actor=request.user, session=session, attendance=attendance_pk)
    except NoCertificatesDue:
        raise Http404 from None
    return _attached(certificates_as_pdf(session, taken, now()), session, "certificate")


def _session(request: HttpRequest, pk: int) -> Session:
    visible = Session.objects.visible_to(request.user).select_related("site__programme")
    return get_object_or_404(visible.prefetch_related("trainers"), pk=pk)


def _attached(pdf: bytes, session: Session, name: str) -> HttpResponse:
    """Nobody's name in the file's own name: it shows in lists of downloads."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-{session.held_on:%Y-%m-%d}.pdf"'
    return response
