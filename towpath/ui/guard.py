"""What every form that posts carries: Django's token against forgery, and a token of its own that is used once."""

import secrets

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

TOKEN_FIELD = "form_token"  # noqa: S105 -- the name of a field
CSRF_FIELD = "csrfmiddlewaretoken"


class FormGuard:
    """The hidden fields of a form. Each time they are written they hold a new token, so that no two forms share one."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __html__(self) -> SafeString:
        return format_html(
            '<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">',
            CSRF_FIELD, get_token(self._request), TOKEN_FIELD, secrets.token_urlsafe(16),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.__html__()


def form_guard(request: HttpRequest) -> dict[str, FormGuard]:
    """Give every template its `csrf_input`, in place of the one Django makes."""
    return {"csrf_input": FormGuard(request)}
