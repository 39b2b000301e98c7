"""The invitation to a session, for calendars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from towpath.practices.views.reaching import sees_training
from towpath.training.exports.invitations import invitation_to
from towpath.training.models import Session
from towpath.training.services.inviting import take_invitation_out


@sees_training
@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar file of a planned or cancelled session. Taking it out is recorded."""
    visible = Session.objects.visible_to(request.user).select_related("site__programme__partnership")
    session = get_object_or_404(visible, pk=pk)
    take_invitation_out(actor=request.user, session=session)
    response = HttpResponse(invitation_to(session), content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = f'attachment; filename="training-session-{session.held_on:%Y-%m-%d}.ics"'
    return response
