"""Sign-ins, failed tries, locks and changes of the ways in, written to the audit record.

These are events of our dependencies (Django, django-allauth, django-axes), so here, and only here, we listen for them.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from towpath.accounts import lock, services, sessions
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.records.audited import audited


@receiver(user_logged_in)
@transaction.atomic
def record_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody signed in, by password, code or passkey (`way`)."""
    ways = [entry["method"] for entry in get_authentication_records(request, user)]
    record(actor=user, event=Event.SIGNED_IN, subject=user, way="+".join(ways))
    sessions.begin(request)
    lock.forgive(request, user)
    services.ask_for_factor(person=user)


@receiver(user_logged_out)
@transaction.atomic
def record_sign_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(actor=user, event=Event.SIGNED_OUT, subject=user)


@receiver(user_login_failed)
@transaction.atomic
def record_failed_try(request: HttpRequest | None, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A try failed. Nobody knows yet who tried, so the account is what was acted upon, not who acted."""
    tried = User.objects.filter(email=lock.address_of(credentials, request)).first()
    record(actor=None, event=Event.SIGN_IN_FAILED, subject=tried, way=lock.way_of(credentials))


@receiver(user_locked_out)
@transaction.atomic
def record_lock(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """The sixth try closed a way. Tries during the lock say so too, and are not recorded as new locks."""
    if not getattr(request, "axes_failures_since_start", None):
        return
    way, _, address = (username or "").partition(":")
    owner = User.objects.filter(email=address).first()
    record(actor=None, event=Event.SIGN_IN_LOCKED, subject=owner, way=way)
    if owner is not None:
        lock.tell_owner(request, owner, lock.Way(way))


@receiver(authentication_failed)
def count_wrong_app_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A wrong code from an app is a failed try like a wrong password."""
    lock.count_failed_try(request, user.email, way=lock.Way.APP)


# A row of another's model: its last use alone changes without an entry.
audited("{get_type_display}", watched=True, passing="last_used_at")(Authenticator)


@receiver(post_save, sender=Authenticator)
def record_second_factor_saved(
    instance: Authenticator, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    if created:
        _record_and_end_sessions(instance, change="added")
    elif update_fields != frozenset({"last_used_at"}):
        with transaction.atomic():
            _record_second_factor(instance, change=_change_of(instance, update_fields))


@receiver(post_delete, sender=Authenticator)
def record_second_factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    _record_and_end_sessions(instance, change="removed")


def _change_of(authenticator: Authenticator, update_fields: frozenset[str] | None) -> str:
    """What django-allauth saves one for that is there already: a code that was used, codes that were seen, a name."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return "seen" if update_fields else "used"
    return "renamed"


@transaction.atomic
def _record_and_end_sessions(authenticator: Authenticator, *, change: str) -> None:
    """Whoever got in by other factors is out. Whoever set one up has also just given it, and need not give it again."""
    _record_second_factor(authenticator, change=change)
    _end_other_sessions(authenticator.user)
    if change == "added" and context.request is not None:
        record_authentication(context.request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type)


def _record_second_factor(authenticator: Authenticator, *, change: str) -> None:
    user = authenticator.user
    by = user if context.request is None or not context.request.user.is_authenticated else context.request.user
    record(
        actor=by, event=Event.SECOND_FACTOR_CHANGED, subject=user, beside=[authenticator],
        kind=authenticator.type, change=change,
    )  # fmt: skip


@receiver([password_changed, password_set, password_reset])
@transaction.atomic
def record_password_change(user: User, **kwargs: Any) -> None:
    record(actor=user, event=Event.PASSWORD_CHANGED, subject=user)
    _end_other_sessions(user)


def _end_other_sessions(user: User) -> None:
    """Whoever got in by what was changed is out; the person goes on where they changed it."""
    request = context.request
    is_theirs = request is not None and request.user.pk == user.pk
    services.end_sessions(person=user, keep=request.session.session_key if is_theirs else None)


@receiver(post_save, sender=User)
@transaction.atomic
def record_stronger_form(instance: User, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    """Django keeps a password in its newest form when it is next typed, and saves nothing else."""
    if update_fields == frozenset({"password"}):
        record(actor=instance, event=Event.PASSWORD_KEPT_STRONGER, subject=instance)
