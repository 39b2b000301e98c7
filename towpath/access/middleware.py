"""The gate: every page is refused unless it declared who may reach it and the person is one of them.

Before it, from where somebody asks is noted for whatever is recorded meanwhile.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from towpath.access.declare import Access, access_of
from towpath.access.origin import origin_of, set_current_origin
from towpath.access.proofs import proved

UNDECLARED = "This page has not declared who may reach it, so it is not served."


class NoteOrigin:
    """Keep at hand from where a request comes, as long as it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_current_origin(origin_of(request))
        try:
            return self.get_response(request)
        finally:
            set_current_origin(None)


class RefuseUndeclared:
    """Serve a page only to those it declared. The one place where a page's access is enforced."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        access = access_of(view)
        if access is None:
            raise PermissionDenied(UNDECLARED)
        if not access.signed_in:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if proved(request) < access.proved:
            return redirect("second_factor")
        _require_permission(request, access)
        return None


def _require_permission(request: HttpRequest, access: Access) -> None:
    if not access.lets_in(request.user):
        wanted = " or ".join(permission.label for permission in access.any_of)
        raise PermissionDenied(f"Your role does not let you {wanted}.")
