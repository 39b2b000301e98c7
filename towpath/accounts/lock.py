"""The lock: six failed tries on an account close it for 30 minutes, whichever way in was tried.

The password, the e-mailed code and the app's code count alike, so that nobody gets six tries at each. An address that
has no account is locked just the same: the page cannot tell a stranger who works here.
"""

from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.foundation.clock import now


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The account a try was made on: the e-mail address typed, in lower case, whether or not it exists."""
    tried = credentials or request.POST
    address = tried.get("email") or tried.get("username") or tried.get("login") or ""
    return str(address).strip().lower()[:254] or None


def is_locked(request: HttpRequest, email: str) -> bool:
    """Is this account closed just now, after six failed tries in its last half hour?"""
    return bool(AxesProxyHandler.is_locked(request, {"email": email}))


def count_failed_try(request: HttpRequest, email: str, *, way: str) -> None:
    """Count a failed try that was not at the password, such as a wrong code; during the lock it lengthens nothing."""
    request.axes_locked_out = is_locked(request, email)  # type: ignore[attr-defined]
    user_login_failed.send(sender=__name__, credentials={"email": email, "way": way}, request=request)


def locked_until(email: str | None) -> datetime:
    """When the account opens again: 30 minutes after the last try that counted."""
    last = AccessAttempt.objects.filter(username=email).aggregate(last=Max("attempt_time"))["last"]
    return (last or now()) + settings.AXES_COOLOFF_TIME


def lock_page(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What anybody sees who tries a locked account, right password or wrong: when to try again."""
    until = locked_until(account_tried(request, credentials))
    page = render(request, "account/locked.html", {"until": until}, status=429)
    page["Retry-After"] = str(max(1, int((until - now()).total_seconds())))
    return page
