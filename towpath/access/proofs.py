"""What a session has proved of who its person is, and so how far it leads."""

from enum import IntEnum

from django.conf import settings
from django.http import HttpRequest

from towpath.access.grants import Visitor, grants_of
from towpath.foundation.clock import today


class Proved(IntEnum):
    """How much a session has proved, each more than the one before.

    A password alone opens only the pages that ask for more. A second step, if only a code by e-mail, opens the pages
    where somebody looks after their sign-in. All else takes what the person's roles ask: an app or a passkey, or where
    they ask for neither, the second step.
    """

    PASSWORD = 1
    SECOND_STEP = 2
    ROLE = 3


def proved(request: HttpRequest) -> Proved:
    """How much the session of a signed-in person has proved."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return Proved.ROLE
    ways = ways_given(request, request.user)
    if "mfa" in ways:
        return Proved.ROLE
    if "code" not in ways:
        return Proved.PASSWORD
    return Proved.SECOND_STEP if lacks_factor(request.user) else Proved.ROLE


def ways_given(request: HttpRequest, person: Visitor) -> set[str]:
    """How this person proved in this session who they are: "password", "code" by e-mail, "mfa".

    django-allauth keeps a list of them in the session. "mfa" is an app's code, a passkey or a recovery code.
    """
    from allauth.account.authentication import get_authentication_records  # once all apps are loaded

    return {entry["method"] for entry in get_authentication_records(request, person)}


def asks_for_factor(person: Visitor) -> bool:
    """Does a role of this person ask for an app or a passkey, by the rule of the partnership in which they hold it?"""
    return any(grant.needs_factor for grant in grants_of(person))


def lacks_factor(person: Visitor) -> bool:
    """Has the day passed by which this person, whose role asks for it, was to set up an app or a passkey?"""
    return asks_for_factor(person) and person.factor_due_on is not None and person.factor_due_on < today()  # type: ignore[union-attr]
