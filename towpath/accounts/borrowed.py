"""Pages borrowed from django-allauth, made to keep the rules of our own: declared, whole, and plain about errors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from towpath.accounts.sessions import ask_to_stay, signed_in_just_now
from towpath.audit.events import Event
from towpath.audit.reading import record_reading

Page = Callable[..., HttpResponse]


def borrowed(view: Page, declare: Callable[[Page], Page]) -> Page:
    """A page of a dependency with its access declared; a post with errors answers 422 like every page of ours."""

    @never_cache
    @wraps(view, updated=())
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200 and _has_errors(response):
            response.status_code = 422
        return response

    return declare(page)


def whole(view: Page) -> Page:
    """What the page changes and what the audit record says of it are kept together, or neither is."""

    @wraps(view, updated=())
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return page


def asking_to_stay(view: Page) -> Page:
    """A page on which a sign-in begins, and on which somebody may ask to stay signed in."""

    @wraps(view, updated=())
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            ask_to_stay(request)
        return view(request, *args, **kwargs)

    return page


def recorded(view: Page, event: Event) -> Page:
    """Looking at the page is recorded, once it is shown."""

    @wraps(view, updated=())
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            record_reading(request.user, event, request.user)  # type: ignore[arg-type]
        return response

    return page


def confirmed(view: Page) -> Page:
    """A page that changes how somebody signs in, for who has neither password nor factor to confirm it with.

    django-allauth asks everybody else itself. They sign in anew by a code, unless they have just done so.
    """

    @wraps(view, updated=())
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_reauthentication_flows(request.user) and not signed_in_just_now(request):
            return render(request, "accounts/confirm_by_code.html", {"back": reverse("mfa_index")})
        return view(request, *args, **kwargs)

    return page


def _has_errors(response: HttpResponse) -> bool:
    """Does the page show a form with errors? Pages with two forms say which was posted by binding it."""
    shown = getattr(response, "context_data", None) or {}
    forms = [shown.get(name) for name in ("form", "verify_form", "webauthn_form")]
    return any(form is not None and form.is_bound and form.errors for form in forms)
