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

from towpath.accounts import lock
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record


@receiver(user_logged_in)
@transaction.atomic
def record_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody signed in, by password, code or passkey (`way`)."""
    ways = [entry["method"] for entry in get_authentication_records(request, user)]
    record(actor=user, event=Event.SIGNED_IN, subject=user, way="+".join(ways))


@receiver(user_logged_out)
@transaction.atomic
def record_sign_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(actor=user, event=Event.SIGNED_OUT, subject=user)


@receiver(user_login_failed)
@transaction.atomic
def record_failed_try(request: HttpRequest | None, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A try failed. Nobody knows yet who tried, so the account is what was acted upon, not who acted."""
    tried = User.objects.filter(email=lock.account_tried(request or HttpRequest(), credentials) or "").first()
    record(actor=None, event=Event.SIGN_IN_FAILED, subject=tried, way=credentials.get("way", "password"))


@receiver(user_locked_out)
@transaction.atomic
def record_lock(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """The sixth try closed the account. Tries during the lock say so too, and are not recorded as new locks."""
    if getattr(request, "axes_failures_since_start", None):
        record(actor=None, event=Event.SIGN_IN_LOCKED, subject=User.objects.filter(email=username).first())


@receiver(authentication_failed)
def count_wrong_app_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A wrong code from an app is a failed try like a wrong password."""
    lock.count_failed_try(request, user.email, way="app")


@receiver(post_save, sender=Authenticator)
def record_second_factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Whoever has just set up a second factor has also just given it, so their session need not ask for it again."""
    if created:
        _record_second_factor(instance, change="added")
        if context.request is not None:
            record_authentication(context.request, instance.user, "mfa", id=instance.pk, type=instance.type)


@receiver(post_delete, sender=Authenticator)
def record_second_factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    _record_second_factor(instance, change="removed")


@transaction.atomic
def _record_second_factor(authenticator: Authenticator, *, change: str) -> None:
    user = authenticator.user
    record(actor=user, event=Event.SECOND_FACTOR_CHANGED, subject=user, kind=authenticator.type, change=change)


@receiver([password_changed, password_set, password_reset])
@transaction.atomic
def record_password_change(user: User, **kwargs: Any) -> None:
    record(actor=user, event=Event.PASSWORD_CHANGED, subject=user)
