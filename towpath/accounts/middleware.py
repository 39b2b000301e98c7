"""A session that is over ends, and gives back at the next sign-in what was being typed."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from towpath.access.declare import access_of
from towpath.access.proofs import Proved
from towpath.accounts import drafts, sessions
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.ui.outside import outside_fault

LOG = logging.getLogger("towpath.faults")
GO_ON, GO_ON_KEPT = "Sign in to go on.", "Sign in to go on: what you typed is kept."
EVENTS = {sessions.Over.IDLE: Event.SESSION_ENDED_IDLE, sessions.Over.OLD: Event.SESSION_ENDED_OLD}


class KeepSession(SessionMiddleware):
    """Django's, but where nothing can be written a page is still read, although it is not noted when.

    A database that fails while a session is kept is taken by Django for a session that ended meanwhile.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            fault = outside_fault(error)
            if fault is None:
                raise
            if request.method not in {"GET", "HEAD"} or not fault.lets_read:
                raise DatabaseError("The session could not be kept.") from error
            LOG.error("A session could not be kept. %s", fault.sentence)
            return response


class EndSession:
    """End a session left alone for longer than settings.IDLE_LIMIT, or begun longer ago than settings.SESSION_LIMIT.

    Where its person proves anew who they are it goes on under another key (ASVS 5, 7.2.4).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if before := getattr(request, "proved_before", None):
            sessions.change_key_where_proved(request, before)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs after the check of the form's token, so that no other site can plant a draft."""
        if not request.user.is_authenticated:
            return None
        if over := sessions.why_over(request.session):
            return _end(request, view, over)
        sessions.note_use(request.session)
        request.proved_before = sessions.proofs_of(request)  # type: ignore[attr-defined]
        return None


def _end(request: HttpRequest, view: Callable[..., Any], over: sessions.Over) -> HttpResponse:
    """Sign out, keep what was typed, record it, and lead to sign-in and back again."""
    is_kept = _end_for(request, view, EVENTS[over])
    page = drafts.page_of(request)
    request.session.flush()
    request.user = AnonymousUser()
    if request.content_type == "application/json":
        return JsonResponse({"reason": f"{over.sentence} {GO_ON}"}, status=401)
    messages.warning(request, f"{over.sentence} {GO_ON_KEPT if is_kept else GO_ON}")
    return redirect_to_login(page)


@transaction.atomic
def _end_for(request: HttpRequest, view: Callable[..., Any], event: Event) -> bool:
    record(actor=request.user, event=event, subject=request.user)  # type: ignore[arg-type]
    return request.method == "POST" and _holds_typing(view) and drafts.keep_typing_of(request)


def _holds_typing(view: Callable[..., Any]) -> bool:
    """Pages of the service hold typing worth keeping; pages about sign-in hold secrets, and buttons nothing."""
    access = access_of(view)
    is_ours = access is not None and access.signed_in and access.proved is Proved.ROLE
    is_of_signing_in = view.__module__.startswith("allauth.")
    return is_ours and not is_of_signing_in and not getattr(view, "is_button", False)
