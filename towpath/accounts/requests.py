"""The request a page gets once the gate has let somebody through."""

from django.http import HttpRequest

from towpath.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in, for the annotations of pages that declare as much."""

    user: User
