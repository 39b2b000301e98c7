"""How long a session lasts, which ones a person has open, and ending them.

A session ends 60 minutes after its last use and 12 hours after signing in, whichever comes first, and with the browser
unless its person asked to stay signed in. What the times are is for settings to say.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from importlib import import_module
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from towpath.access.origin import device_in_words
from towpath.accounts.models import User
from towpath.foundation.clock import now
from towpath.ui.words import count_of

# In the session, in seconds since 1970; and whether it outlives the browser.
SIGNED_IN_AT, SEEN_AT, STAYS = "signed_in_at", "seen_at", "stays"
NOTED_EVERY = 60  # seconds: a person who clicks often costs one write a minute


class Over(Enum):
    """Why a session is over."""

    IDLE = "idle"
    OLD = "old"

    @property
    def sentence(self) -> str:
        if self is Over.IDLE:
            return f"You were signed out after {_minutes(settings.IDLE_LIMIT)} without use."
        return f"You were signed out {_hours(settings.SESSION_LIMIT)} after you signed in."


@dataclass(frozen=True)
class OpenSession:
    """One place where a person is signed in."""

    pk: int
    device: str
    address: str
    signed_in_at: datetime
    used_at: datetime
    is_this_one: bool


def begin(request: HttpRequest) -> None:
    """Note that somebody has just signed in, and let the session end with the browser unless it was to stay."""
    request.session[SIGNED_IN_AT] = now().timestamp()
    stays = request.session.pop(STAYS, False)
    request.session.set_expiry(int(settings.SESSION_LIMIT.total_seconds()) if stays else 0)


def ask_to_stay(request: HttpRequest) -> None:
    """Whether the box “Stay signed in” is ticked on the form that begins a sign-in."""
    if request.POST.get("remember"):
        request.session[STAYS] = True
    elif STAYS in request.session:
        del request.session[STAYS]


def why_over(session: Any) -> Over | None:
    """Why a session is over; None where it goes on."""
    moment = now().timestamp()
    if moment - session.get(SIGNED_IN_AT, moment) > settings.SESSION_LIMIT.total_seconds():
        return Over.OLD
    if moment - session.get(SEEN_AT, moment) > settings.IDLE_LIMIT.total_seconds():
        return Over.IDLE
    return None


def note_use(session: SessionBase) -> None:
    """A session is in use; and began now, where nobody noted when."""
    moment = now().timestamp()
    session.setdefault(SIGNED_IN_AT, moment)
    if moment - session.get(SEEN_AT, 0) >= NOTED_EVERY:
        session[SEEN_AT] = moment


@dataclass(frozen=True)
class Proofs:
    """Under which key a session goes, and how often its person has proved who they are."""

    key: str | None
    count: int


def proofs_of(request: HttpRequest) -> Proofs:
    return Proofs(request.session.session_key, len(get_authentication_records(request, request.user)))


def change_key_where_proved(request: HttpRequest, before: Proofs) -> None:
    """Give the session another key where its person has proved once more who they are, so that no earlier one leads on.

    Signing in and a new password change it already. The list of sessions keeps its row.
    """
    after = proofs_of(request)
    if after.key == before.key and after.count > before.count:
        with transaction.atomic():
            request.session.cycle_key()
            kept = UserSession.objects.filter(session_key=before.key)
            kept.update(session_key=request.session.session_key)


def signed_in_just_now(request: HttpRequest) -> bool:
    """Whether the person proved within the last minutes who they are."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def open_sessions(request: HttpRequest) -> list[OpenSession]:
    """Where the person is signed in, this session first, then the one used last."""
    kept = UserSession.objects.filter(user_id=request.user.pk).order_by("-pk")
    found = [_opened(one, inside, request) for one in kept if (inside := _inside(one)) and not why_over(inside)]
    return sorted(found, key=lambda one: (one.is_this_one, one.used_at), reverse=True)


def end(person: User, keep: str | None = None, only: int | None = None) -> int:
    """End every session of the person but the one with the key `keep`, or one alone; return how many there were.

    A session that has ended meanwhile is none.
    """
    ended = UserSession.objects.filter(user_id=person.pk).exclude(session_key=keep or "")
    if only is not None:
        ended = ended.filter(pk=only)
    rows = list(ended)
    for session in rows:
        session.end()
    return len(rows)


def _inside(session: UserSession) -> dict[str, Any]:
    """What a session holds; nothing where it has ended."""
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session.session_key)
    return store.load()


def _opened(session: UserSession, inside: dict[str, Any], request: HttpRequest) -> OpenSession:
    began = session.created_at.timestamp()
    return OpenSession(
        session.pk,
        device_in_words(session.user_agent),
        session.ip,
        datetime.fromtimestamp(inside.get(SIGNED_IN_AT, began), UTC),
        datetime.fromtimestamp(inside.get(SEEN_AT, began), UTC),
        session.session_key == request.session.session_key,
    )


def _minutes(limit: timedelta) -> str:
    return count_of(int(limit.total_seconds() // 60), "minute")


def _hours(limit: timedelta) -> str:
    return count_of(int(limit.total_seconds() // 3600), "hour")
