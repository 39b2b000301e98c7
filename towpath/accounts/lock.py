"""The lock: six failed tries at one way in, made on an account from one address, close that way there for 30 minutes.

A stranger can thus close a way only for themself: the owner, elsewhere or by another way, still gets in, and is told.
An address that has no account is locked just the same: the page cannot tell a stranger who works here.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.core.mail import send_mail
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from towpath.access.origin import origin_of
from towpath.accounts.models import User
from towpath.foundation.clock import now
from towpath.records.fitting import fit

TOLD_EVERY = timedelta(days=1)  # or a stranger could fill somebody's mailbox


class Way(StrEnum):
    """What is tried: each has six tries of its own."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    APP = "app"

    @property
    def words(self) -> str:
        return {Way.PASSWORD: "a password", Way.CODE: "a code by e-mail", Way.APP: "a code of your app"}[self]


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """What a try was made on: the e-mail address typed, in lower case, whether or not it exists, after the way in."""
    tried = credentials or request.POST
    address = str(tried.get("email") or tried.get("username") or tried.get("login") or "").strip().lower()
    return fit(AccessAttempt, "username", f"{way_of(credentials)}:{address}") if address else None


def way_of(credentials: dict[str, Any] | None) -> Way:
    return Way((credentials or {}).get("way", Way.PASSWORD))


def address_of(credentials: dict[str, Any] | None, request: HttpRequest | None = None) -> str:
    """The e-mail address that was tried, in lower case."""
    tried = account_tried(request or HttpRequest(), credentials)
    return tried.partition(":")[2] if tried else ""


def is_locked(request: HttpRequest, email: str, way: Way) -> bool:
    """Is this way into the account closed to the place from which the request comes?"""
    return bool(AxesProxyHandler.is_locked(request, {"email": email, "way": way}))


def count_failed_try(request: HttpRequest, email: str, *, way: Way) -> None:
    """Count a failed try that was not at the password, such as a wrong code; during the lock it lengthens nothing."""
    credentials = {"email": email, "way": way}
    request.axes_locked_out = is_locked(request, email, way)  # type: ignore[attr-defined]
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def forgive(request: HttpRequest, user: User) -> None:
    """Somebody has signed in: their failed tries from there count no more."""
    tried = [f"{way}:{user.email}" for way in Way]
    AccessAttempt.objects.filter(username__in=tried, ip_address=origin_of(request).address or None).delete()


def locked_until(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    """When the way opens again: 30 minutes after the last try that counted."""
    tries = AccessAttempt.objects.filter(
        username=account_tried(request, credentials), ip_address=origin_of(request).address
    )
    last = tries.aggregate(last=Max("attempt_time"))["last"]
    return (last or now()) + settings.AXES_COOLOFF_TIME


def lock_page(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What anybody sees who tries a locked way in, rightly or wrongly: when to try again, and what else there is."""
    until = locked_until(request, credentials)
    page = render(request, "account/locked.html", {"until": until, "way": way_of(credentials)}, status=429)
    page["Retry-After"] = str(max(1, int((until - now()).total_seconds())))
    return page


def tell_owner(request: HttpRequest, user: User, way: Way) -> None:
    """Tell somebody that a way into their account was closed, and from where it was tried; once a day at most."""
    if not cache.add(f"lock-told-{user.pk}", now().isoformat(), timeout=int(TOLD_EVERY.total_seconds())):
        return
    context = {"person": user, "way": way, "origin": origin_of(request), "sign_in_at": settings.TOWPATH_ADDRESS}
    text = render_to_string("accounts/lock_told.txt", context)
    send_mail("Somebody tried to sign in as you", text, settings.DEFAULT_FROM_EMAIL, [user.email])
