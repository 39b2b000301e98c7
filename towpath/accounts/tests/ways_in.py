"""The ways in, walked through the test client as a person would."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail

from towpath.partners.tests.builders import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in_by_password(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def ask_for_code(client, email):
    return client.post("/sign-in/code/", {"email": email})


def type_emailed_code(client, code):
    return client.post("/sign-in/code/confirm/", {"code": code})


def emailed_code():
    """The code in the last e-mail."""
    return re.match(r"(\S+) is your code", mail.outbox[-1].body).group(1)


def type_app_code(client, code):
    return client.post("/sign-in/second-step/", {"code": code})


def app_code(secret=SECRET):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def wrong_code(right):
    """A code of the same shape that is not the right one."""
    return ("1" if right[0] != "1" else "2") + right[1:]


def set_up_app(person, secret=SECRET):
    """The person has an authenticator app and recovery codes."""
    RecoveryCodes.activate(person)
    return TOTP.activate(person, secret).instance


def recovery_code(person):
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return codes.wrap().get_unused_codes()[0]


def is_signed_in(client):
    return "_auth_user_id" in client.session


def text_of(response):
    """The words of a page, without markup, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
