"""A page whose database broke off half-way is asked for once more, without the person knowing.

A page that is read may be made twice. A form may be sent twice where it carries its token and the person is signed in:
what it asks for is kept in one transaction with the use of the token (`records.once`), so the second finds that
the first was done, or does it. Any other form, such as a sign-in, is not sent again: the page says what to do.
"""

from collections.abc import Callable
from io import UnsupportedOperation
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse

from towpath.serving import patience
from towpath.ui.outside import OutsideFault

MOST_TIMES = 3


class AskAgain:
    """The outermost of all, so that each time is a request of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with patience.while_answering():
            response = self.get_response(request)
            for _ in range(MOST_TIMES):
                again = _anew(request) if _may_be_asked_again(request) else None
                if again is None:
                    break
                close_old_connections()
                response = self.get_response(request := again)
                response._resource_closers.append(again.close)  # type: ignore[attr-defined]
        return response


def _may_be_asked_again(request: HttpRequest) -> bool:
    """Whether the database went away meanwhile, there is time left, and nothing can be done twice."""
    if getattr(request, "outside_fault", None) is not OutsideFault.AWAY or not patience.is_left():
        return False
    is_read = request.method in {"GET", "HEAD"}
    return is_read or hasattr(request, "sent_form") or not hasattr(request, "reached_its_page")


def _anew(request: HttpRequest) -> HttpRequest | None:
    """The same request as it arrived; None where the server does not let what was sent be read once more."""
    environ: dict[str, Any] = getattr(request, "environ", {})
    try:
        if request.method not in {"GET", "HEAD"}:
            environ["wsgi.input"].seek(0)
        return WSGIRequest(environ)
    except (KeyError, AttributeError, UnsupportedOperation):
        return None
