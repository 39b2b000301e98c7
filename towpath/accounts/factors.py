"""What somebody may set up so that no code need be sent: an authenticator app or a passkey, with recovery codes."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

from towpath.accounts.models import User

# What is asked for after a right password; recovery codes stand in for one of them and are none alone.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FOR_SIGNING_IN = "for_signing_in"  # kept beside the credential as the device gave it


def has_factor(person: User) -> bool:
    return bool(is_mfa_enabled(person, FACTORS))


def has_app(person: User) -> bool:
    return bool(is_mfa_enabled(person, FACTORS[:1]))


def is_for_signing_in(passkey: Authenticator) -> bool:
    """Whether its person chose that it opens a session without a password, and not only as the second step."""
    return bool(passkey.data.get("credential", {}).get(FOR_SIGNING_IN))
