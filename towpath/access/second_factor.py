"""Whether a session was opened with more than a password."""

from django.conf import settings
from django.http import HttpRequest


def lacks_second_factor(request: HttpRequest) -> bool:
    """Does this installation ask for a second factor that this session has not given?"""
    return settings.REQUIRE_SECOND_FACTOR and not has_second_factor(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Was this session opened with a second factor: an app's code, a passkey, or a code sent by e-mail?

    django-allauth keeps in the session how this person proved who they are: a list of methods, each with its time.
    """
    from allauth.account.authentication import get_authentication_records  # once all apps are loaded

    methods = {entry["method"] for entry in get_authentication_records(request, request.user)}
    return bool(methods & {"mfa", "code"})
