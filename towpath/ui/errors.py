"""Pages for when something is refused, missing or broken: what happened and what to do, in plain words."""

import logging
import sys
import uuid

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

LOG = logging.getLogger("towpath.faults")
NO_REASON = "Your role does not let you open this page."
BARE_FAULT = "Something went wrong. Tell whoever looks after Towpath for you, and give this reference:"
NEVER_SHOWN_BACK = ("csrf", "password", "code", "token", "secret", "credential")
NOT_TYPED = {"version", "sealed"}  # what a page sends along by itself


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not do this, or no more; the policy's own sentence says why. What was typed is shown."""
    reason = str(exception or "") or NO_REASON
    return render(request, "ui/errors/refused.html", {"reason": reason, "typed": typed_in(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or nothing there that this person may see: the two are told alike.

    What was typed on a page that was there when it was opened is shown.
    """
    return render(request, "ui/errors/not_found.html", {"typed": typed_in(request)}, status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be taken in: too large, or not as a browser sends it."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "ui/errors/too_large.html", status=413)
    return render(request, "ui/errors/unreadable.html", status=400)


def fault(request: HttpRequest) -> HttpResponse:
    """Something broke. The reference stands beside the trace in the log, and is all the page tells.

    Rendered without the frame around a page, since whatever broke may break that too.
    """
    reference = uuid.uuid4().hex[:8].upper()
    LOG.error("Fault %s at %s", reference, request.path, exc_info=sys.exc_info())
    return HttpResponse(_page_of_fault(reference), status=500)


def _page_of_fault(reference: str) -> str:
    """The page, or its bare words where pages cannot be made at all."""
    try:
        return render_to_string("ui/errors/fault.html", {"reference": reference})
    except Exception:
        return f"<!DOCTYPE html><html lang=en-GB><title>Something went wrong</title><p>{BARE_FAULT} {reference}"


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old to be trusted. Nothing was saved, and what was typed is shown."""
    context = {"typed": typed_in(request), "path": request.path}
    return render(request, "ui/errors/stale_form.html", context, status=403)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed, by the name of its box; never secrets, and never what was left empty.

    Nothing is typed where a button was pressed (`asking.pages.button`).
    """
    if getattr(getattr(request.resolver_match, "func", None), "is_button", False):
        return []
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and not any(word in name.lower() for word in NEVER_SHOWN_BACK)
        for value in values
        if value.strip()
    ]
