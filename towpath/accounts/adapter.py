"""What Towpath asks of django-allauth: nobody signs themselves up, a closed account tells nothing, plain words."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse

from towpath.access.proofs import asks_for_factor, ways_given
from towpath.accounts import sealing
from towpath.accounts.factors import has_factor
from towpath.accounts.models import User
from towpath.accounts.production import DEMONSTRATION_PASSWORD
from towpath.accounts.sessions import signed_in_just_now
from towpath.foundation.clock import today
from towpath.ui.words import as_day

# How many seconds what a mail brings can be used.
GOOD_FOR = {
    "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
    "account/email/password_reset_key": settings.PASSWORD_RESET_TIMEOUT,
}
FACTOR_ASKED = "Your role asks for an authenticator app or a passkey: set one up under “Your sign-in”."
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

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whose password this is. A closed account answers the right one as it answers a wrong one."""
        person: User | None = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def is_login_by_code_required(self, login: Login) -> bool:
        """A password alone opens nothing where a second factor is asked for: whoever has none is sent a code.

        Otherwise a stolen password could add the thief's own app, and with it take the account.
        """
        if not settings.REQUIRE_SECOND_FACTOR or has_factor(login.user):
            return False
        return not ways_given(self.request, login.user) & {"mfa", "code"}

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Say at each sign-in by when a role asks for an app or a passkey."""
        if user.factor_due_on and asks_for_factor(user) and not has_factor(user):
            until = f"{FACTOR_ASKED} You can sign in as you do now until {as_day(user.factor_due_on)}."
            messages.warning(request, until if user.factor_due_on >= today() else FACTOR_ASKED)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

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
        return super().is_reauthentication_required(app=app, **kwargs) and not signed_in_just_now(self.request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: an app's code, a passkey, or a recovery code."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "not_for_signing_in": "That passkey does not sign in by itself. Use another way.",
        "too_many_codes": "Too many codes were tried today. Use a passkey, or ask an administrator.",
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
