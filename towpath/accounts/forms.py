"""The forms of sign-in: django-allauth's own, in plain words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey

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


EMAIL = ("E-mail address", "", "Enter your e-mail address.")
PASSWORD = ("Password", "", "Enter your password.")
NEW = ("New password", NEW_PASSWORD, "Choose a new password.")
NEW_AGAIN = ("New password again", "", "Type the new password again.")


class PasswordSignInForm(PlainWords, account.LoginForm):
    """Sign in by password."""

    words: ClassVar = {"login": EMAIL, "password": PASSWORD}


class AskForCodeForm(PlainWords, account.RequestLoginCodeForm):
    """Ask for a code by e-mail, to sign in without a password."""

    words: ClassVar = {"email": EMAIL}


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


class ResetPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    """Choose a new password, come from the link."""

    words: ClassVar = {"password1": NEW, "password2": NEW_AGAIN}


class AppCodeForm(PlainWords, second_factor.AuthenticateForm):
    """Type the code of the app, the second of two steps of signing in."""

    words: ClassVar = {"code": ("Code", APP_CODE, "Enter the code your app shows.")}


class AppCodeAgainForm(PlainWords, second_factor.ReauthenticateForm):
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


class RenamePasskeyForm(PlainWords, passkey.EditWebAuthnForm):
    """Give a passkey another name."""

    words: ClassVar = {"name": ("Name of this passkey", "", "Give the passkey a name.")}
