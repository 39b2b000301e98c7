"""What Towpath asks of django-allauth: nobody signs themselves up, a locked account stays shut, plain words."""

import time
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest

from towpath.access.second_factor import gave_second_factor
from towpath.accounts import lock, sealing
from towpath.accounts.models import User
from towpath.accounts.production import DEMONSTRATION_PASSWORD

# What django-allauth asks for after a right password; recovery codes stand in for one of them and are none alone.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# How many seconds what a mail brings can be used.
GOOD_FOR = {
    "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
    "account/email/password_reset_key": settings.PASSWORD_RESET_TIMEOUT,
}
WRONG_CODE = "That code is not right. Check it and type it again."
TOO_MANY = "Too many codes were asked for. Wait a minute and try again."


class AccountAdapter(DefaultAccountAdapter):
    """The ways in: password, e-mailed code, passkey."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "incorrect_password": "That is not your password. Type it again.",
        "enter_current_password": "That is not your current password. Type it again.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "invalid_password_reset": "This link has been used or is too old. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An administrator of a partnership invites people; nobody signs themselves up."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Open a session, whichever way was used, unless the account is locked."""
        if lock.is_locked(request, user.email):
            raise ImmediateHttpResponse(lock.lock_page(request, None, {"email": user.email}))
        super().login(request, user)

    def is_login_by_code_required(self, login: Login) -> bool:
        """A password alone opens nothing where a second factor is asked for: whoever has none is sent a code.

        Otherwise a stolen password could add the thief's own app, and with it take the account.
        """
        if not settings.REQUIRE_SECOND_FACTOR or is_mfa_enabled(login.user, SECOND_STEPS):
            return False
        return not gave_second_factor(self.request, login.user)

    def render_mail(self, template_prefix: str, *args: Any, **kwargs: Any) -> EmailMessage:
        """A mail about signing in, which is worth sending as long as the code or the link in it is good."""
        message = super().render_mail(template_prefix, *args, **kwargs)
        if template_prefix in GOOD_FOR:
            message.good_for = timedelta(seconds=GOOD_FOR[template_prefix])
        return message

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The demonstration's password is printed in its handbook, so nobody may take it as their own."""
        if password == DEMONSTRATION_PASSWORD:
            raise ValidationError("This is the demonstration's password, which everybody knows. Choose another.")
        return super().clean_password(password, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who somebody is before a change to how they sign in, unless they signed in just now."""
        return super().is_reauthentication_required(app=app, **kwargs) and not _signed_in_just_now(self.request)


def _signed_in_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: an app's code, a passkey, or a recovery code."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey before making recovery codes.",
    }

    def encrypt(self, text: str) -> str:
        """The secret an app's codes come from is kept sealed: a copy of the database alone makes no codes."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's name
        """Passkey 1, Passkey 2, …: a name to start from, which the person may change."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What the person's device shows beside the passkey."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "display_name": user.name or user.email,
        }
