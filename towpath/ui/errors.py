"""Pages for when something is refused, missing or broken: what happened and what to do, in plain words."""

import logging
import sys
import uuid

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from towpath.ui.guard import CSRF_FIELD, TOKEN_FIELD
from towpath.ui.log import address_for_log
from towpath.ui.outside import in_short, outside_fault

LOG = logging.getLogger("towpath.faults")
NO_REASON = "Your role does not let you open this page."
BARE_FAULT = "Something went wrong. Tell whoever looks after Towpath for you, and give this reference:"
RETRY_AFTER = "10"  # seconds, for programs that ask again by themselves
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
    """Something broke, or failed outside Towpath. The reference stands beside what the log says of it.

    Rendered without the frame around a page, since whatever broke may break that too. What meets the same fault
    on the way out, such as the session, adds nothing to the log.
    """
    error = sys.exc_info()[1]
    outside = outside_fault(error)
    is_new = not hasattr(request, "fault_reference")
    reference = request.fault_reference = getattr(request, "fault_reference", uuid.uuid4().hex[:8].upper())  # type: ignore[attr-defined]
    if outside is None or error is None:
        LOG.error("Fault %s at %s", reference, address_for_log(request), exc_info=error)
        return HttpResponse(
            _page_of_fault("ui/errors/fault.html", reference=reference, typed=_typed(request)), status=500
        )
    if is_new:
        said = f"{outside.sentence} {outside.for_operators} ({in_short(error)})"
        LOG.error("Fault %s at %s: %s", reference, address_for_log(request), said)
    request.outside_fault = outside  # type: ignore[attr-defined]
    page = _page_of_fault("ui/errors/outside.html", outside=outside, reference=reference, **_to_send_again(request))
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER})


def _page_of_fault(template: str, **about: object) -> str:
    """The page, or its bare words where pages cannot be made at all."""
    try:
        return render_to_string(template, about)
    except Exception:
        LOG.exception("The page of fault %s could not be made", about["reference"])
        return (
            f"<!DOCTYPE html><html lang=en-GB><title>Something went wrong</title><p>{BARE_FAULT} {about['reference']}"
        )


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed; nothing where what arrived cannot be read."""
    try:
        return typed_in(request)
    except Exception:
        return []


def _to_send_again(request: HttpRequest) -> dict[str, object]:
    """What was sent, to be sent once more by a button: its token lets it be done once, however often it arrives.

    Not where it has no token, holds a secret, or came with files, which no page can put back.
    """
    is_sent = request.method == "POST"
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        has_files = bool(request.FILES)
    except Exception:
        fields, has_files = [], False
    names = {name.lower() for name, _ in fields} - {CSRF_FIELD, TOKEN_FIELD}
    is_secret = any(word in name for name in names for word in NEVER_SHOWN_BACK)
    is_whole = is_sent and not is_secret and not has_files and TOKEN_FIELD in request.POST
    return {
        "address": request.get_full_path(),
        "is_sent": is_sent,
        "fields": fields if is_whole else [],
        "typed": _typed(request),
    }


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
