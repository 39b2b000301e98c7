"""The invitation to a session, for calendars."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.reading import hand_out
from towpath.practices.views.reaching import sees_training
from towpath.training import policies
from towpath.training.exports.invitations import invitation_to
from towpath.training.models import Session

CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"


@sees_training
@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The calendar file of a planned or cancelled session. Taking it out is recorded."""
    visible = Session.objects.visible_to(request.user).select_related("site__programme__partnership")
    session = get_object_or_404(visible, pk=pk)
    policies.may_take_invitation(request.user, session).require()
    name = f"training-session-{session.held_on:%Y-%m-%d}.ics"
    return hand_out(
        request.user, Event.INVITATION_EXPORTED, invitation_to(session), of=session, name=name,
        content_type=CALENDAR, state=session.state,
    )  # fmt: skip
