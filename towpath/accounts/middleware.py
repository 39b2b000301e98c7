"""A session ends 60 minutes after its last use, and gives back at the next sign-in what was being typed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from towpath.access.declare import access_of
from towpath.accounts import drafts
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now

SEEN_AT = "seen_at"  # seconds since 1970, in the session
NOTED_EVERY = 60  # seconds: a person who clicks often costs one write a minute

ENDED = "You were signed out after 60 minutes without use. Sign in to go on."
ENDED_KEPT = "You were signed out after 60 minutes without use. Sign in to go on: what you typed is kept."


class EndIdleSession:
    """End a session left alone for longer than settings.IDLE_LIMIT."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs after the check of the form's token, so that no other site can plant a draft."""
        if not request.user.is_authenticated:
            return None
        idle = now().timestamp() - request.session.get(SEEN_AT, now().timestamp())
        if idle > settings.IDLE_LIMIT.total_seconds():
            return _end(request, view)
        if SEEN_AT not in request.session or idle >= NOTED_EVERY:
            request.session[SEEN_AT] = now().timestamp()
        return None


def _end(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
    """Sign out, keep what was typed, record it, and lead to sign-in and back again."""
    is_kept = _end_for(request, view)
    page = drafts.page_of(request)
    request.session.flush()
    request.user = AnonymousUser()
    if request.content_type == "application/json":
        return JsonResponse({"reason": ENDED}, status=401)
    messages.warning(request, ENDED_KEPT if is_kept else ENDED)
    return redirect_to_login(page)


@transaction.atomic
def _end_for(request: HttpRequest, view: Callable[..., Any]) -> bool:
    record(actor=request.user, event=Event.SESSION_ENDED_IDLE, subject=request.user)  # type: ignore[arg-type]
    return request.method == "POST" and _holds_typing(view) and drafts.keep_typing_of(request)


def _holds_typing(view: Callable[..., Any]) -> bool:
    """Pages of the service hold typing worth keeping; pages about sign-in hold secrets, and buttons nothing."""
    access = access_of(view)
    is_ours = access is not None and access.signed_in and access.second_factor
    is_of_signing_in = view.__module__.startswith("allauth.")
    return is_ours and not is_of_signing_in and not getattr(view, "is_button", False)
