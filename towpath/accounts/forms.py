"""The forms of sign-in: django-allauth's own, in plain words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms

from towpath.accounts import lock
from towpath.accounts.factors import FOR_SIGNING_IN, is_for_signing_in
from towpath.accounts.models import User

NEW_PASSWORD = "At least 12 characters. Three words that do not belong together are easy to remember and hard to guess."  # noqa: S105
APP_CODE = "The 6 digits your app shows now, or one of your recovery codes."
EMAILED_CODE = "The code we sent to your e-mail address. It works for 10 minutes."


class PlainWords:
    """A form of django-allauth with our labels, hints and sentences for what is missing, and no placeholders."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {}  # field: label, hint, what to do where it is empty

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = missing
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["class"] = "govuk-input--width-10"


STAY = (
    "Stay signed in when this browser is closed",
    "Only on a device that nobody else uses. You are signed out after 12 hours all the same.",
    "",
)
EMAIL = ("E-mail address", "", "Enter your e-mail address.")
PASSWORD = ("Password", "", "Enter your password.")
NEW = ("New password", NEW_PASSWORD, "Choose a new password.")
NEW_AGAIN = ("New password again", "", "Type the new password again.")


class PasswordSignInForm(PlainWords, account.LoginForm):
    """Sign in by password."""

    words: ClassVar = {"login": EMAIL, "password": PASSWORD, "remember": STAY}


class AskForCodeForm(PlainWords, account.RequestLoginCodeForm):
    """Ask for a code by e-mail, to sign in without a password.

    To an account that is closed, or whose invitation has ended, none is sent, and the page says nothing of it.
    """

    remember = forms.BooleanField(required=False)

    words: ClassVar = {"email": EMAIL, "remember": STAY}

    def clean_email(self) -> str:
        email = str(super().clean_email())
        found: User | None = self._user  # type: ignore[has-type]
        self._user = found if found is not None and found.may_sign_in else None
        return email


class EmailedCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    """Type the code that came by e-mail."""

    words: ClassVar = {"code": ("Code", EMAILED_CODE, "Enter the code from the e-mail.")}


class PasswordAgainForm(PlainWords, account.ReauthenticateForm):
    """Type the password again before a change to how one signs in."""

    words: ClassVar = {"password": PASSWORD}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    """Change one's own password."""

    words: ClassVar = {
        "oldpassword": ("Current password", "", "Enter your current password."),
        "password1": NEW,
        "password2": NEW_AGAIN,
    }


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    """Choose a first password, for somebody who has signed in by code until now."""

    words: ClassVar = {"password1": NEW, "password2": NEW_AGAIN}


class AskForResetForm(PlainWords, account.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    words: ClassVar = {"email": EMAIL}

    def clean_email(self) -> str:
        email = str(super().clean_email())
        found: list[User] = self.users  # type: ignore[has-type]
        self.users = [user for user in found if user.may_sign_in]
        return email


class ResetPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    """Choose a new password, come from the link."""

    words: ClassVar = {"password1": NEW, "password2": NEW_AGAIN}


class LimitedTries:
    """A form for the code of an app: six tries from one place, and so many a day from all of them together.

    Six digits can be guessed by a machine that has the password and many addresses.
    """

    user: User

    def clean_code(self) -> str:
        key = str(self.user.pk)
        if lock.is_locked(context.request, self.user.email, lock.Way.APP):
            credentials = {"email": self.user.email, "way": lock.Way.APP}
            raise ImmediateHttpResponse(lock.lock_page(context.request, None, credentials))
        if not ratelimit.consume(context.request, action="app_code", key=key):
            raise get_adapter().validation_error("too_many_codes")
        code = str(super().clean_code())  # type: ignore[misc]
        ratelimit.clear(context.request, action="app_code", key=key)
        return code


class AppCodeForm(LimitedTries, PlainWords, second_factor.AuthenticateForm):
    """Type the code of the app, the second of two steps of signing in."""

    words: ClassVar = {"code": ("Code", APP_CODE, "Enter the code your app shows.")}


class AppCodeAgainForm(LimitedTries, PlainWords, second_factor.ReauthenticateForm):
    """Type the code of the app again before a change to how one signs in."""

    words: ClassVar = AppCodeForm.words


class ConnectAppForm(PlainWords, app.ActivateTOTPForm):
    """Prove that the app now shows the codes we expect."""

    words: ClassVar = {"code": ("Code", "The 6 digits your app shows for Towpath.", "Enter the code your app shows.")}


class AddPasskeyForm(PlainWords, passkey.AddWebAuthnForm):
    """Keep a passkey made by the person's own device."""

    words: ClassVar = {
        "name": ("Name of this passkey", "Such as the device it is on, to tell it from others later.", ""),
        "passwordless": (
            "Sign in with this passkey alone, without a password",
            "Your device will ask for your fingerprint, face or PIN each time.",
            "",
        ),
    }

    def clean(self) -> dict[str, Any]:
        """Keep with the passkey what its person chose: what a device says of it may be more."""
        cleaned: dict[str, Any] = super().clean() or {}
        if credential := cleaned.get("credential"):
            credential[FOR_SIGNING_IN] = bool(cleaned.get("passwordless"))
        return cleaned


class PasskeySignInForm(passkey.LoginWebAuthnForm):
    """Sign in with a passkey alone, where its person chose that it may."""

    def clean_credential(self) -> Authenticator:
        authenticator: Authenticator = super().clean_credential()
        if not is_for_signing_in(authenticator) or not authenticator.user.may_sign_in:
            raise get_adapter().validation_error("not_for_signing_in")
        return authenticator


class RenamePasskeyForm(PlainWords, passkey.EditWebAuthnForm):
    """Give a passkey another name."""

    words: ClassVar = {"name": ("Name of this passkey", "", "Give the passkey a name.")}
