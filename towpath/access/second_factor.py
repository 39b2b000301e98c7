"""Whether a session was opened with more than a password."""

from django.conf import settings
from django.http import HttpRequest

from towpath.access.grants import Visitor


def lacks_second_factor(request: HttpRequest) -> bool:
    """Does this installation ask for a second factor that this session has not given?"""
    return settings.REQUIRE_SECOND_FACTOR and not gave_second_factor(request, request.user)


def gave_second_factor(request: HttpRequest, person: Visitor) -> bool:
    """Did this person give a second factor in this session: an app's code, a passkey, or a code sent by e-mail?

    django-allauth keeps in the session how this person proved who they are: a list of methods, each with its time.
    """
    from allauth.account.authentication import get_authentication_records  # once all apps are loaded

    methods = {entry["method"] for entry in get_authentication_records(request, person)}
    return bool(methods & {"mfa", "code"})
