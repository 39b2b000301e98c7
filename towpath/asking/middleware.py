"""A form sent twice is used once: the second click, and a retry after a lost connection, get the first's answer."""

import hashlib
import re
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac

from towpath.accounts import drafts
from towpath.asking.pages import keys_in
from towpath.asking.reading import waits
from towpath.audit.subjects import address_of
from towpath.records import once
from towpath.records.fitting import fit
from towpath.records.models import UsedForm
from towpath.records.set_aside import is_out
from towpath.ui.errors import not_found
from towpath.ui.guard import CSRF_FIELD, TOKEN_FIELD

TOKEN = re.compile(r"[\w-]{16,64}")
CHANGED_SINCE = (
    "This form was saved already, so it was not saved again. What you typed the second time is below and differs from "
    "what was saved: save it if it is wanted."
)
FILES_AGAIN = " Files you chose are not kept: choose them again."
NOT_SAVED = (
    "This form was saved already, so it was not saved again. What you sent the second time differs from what was "
    "saved: it was not saved and could not be kept. Look at what was saved, and enter the rest again."
)


class AnswerOnce:
    """Use each form once. A post without a token, as from a program, works as if there were none of this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._settle(request, self.get_response(request))
        finally:
            once.begin(None)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Runs once it is certain that the person may reach the page.

        It is reached only after the database said whether the form was used: where it broke off before, nothing was
        done, and the form is sent anew (`serving.again`).
        """
        form = sent_form(request)
        used = form and once.use_of(form)
        answer = answer_again(request, form, used) if form and used else None
        request.reached_its_page = True  # type: ignore[attr-defined]
        if form and answer is None:
            once.begin(form)
            request.sent_form = form  # type: ignore[attr-defined]
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Of two at once, the later may meet what the earlier did as any kind of error.

        What was taken back between the page and the press of its button is not found any more. Anything else that is
        not found is a fault, and told and logged as one.
        """
        form: once.SentForm | None = getattr(request, "sent_form", None)
        used = form and once.use_of(form)
        if form and used and used.request != form.request:
            return answer_again(request, form, used)
        is_gone = form and isinstance(exception, ObjectDoesNotExist) and is_out(exception, keys_in(request))
        return not_found(request) if is_gone else None

    def _settle(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the answer of a form's first use; give that answer where another request used the form meanwhile."""
        form: once.SentForm | None = getattr(request, "sent_form", None)
        used = form and once.use_of(form)
        if form and used and used.request != form.request:
            return answer_again(request, form, used)
        if _saved(request, response):
            drafts.forget(request)
        if not used:
            return response
        if "Location" in response and not used.answered_with:
            once.keep_answer(used, response["Location"], _queued(request))
        return response


def sent_form(request: HttpRequest) -> once.SentForm | None:
    """The form of this request, where a signed-in person sent one that carries its token."""
    token = request.POST.get(TOKEN_FIELD, "") if request.method == "POST" else ""
    if not request.user.is_authenticated or not TOKEN.fullmatch(token):
        return None
    path = fit(UsedForm, "path", request.path)
    return once.SentForm(request.user.pk, path, token, _fingerprint(request), uuid.uuid4().hex)


def answer_again(request: HttpRequest, form: once.SentForm, used: UsedForm) -> HttpResponse:
    """What the first use was answered with, in place of anything this request has to say.

    Where this one says something else, it is told that it was not saved, with what was typed where that can be kept.
    """
    used = once.wait_for_answer(used)
    _queued(request).clear()
    is_other = used.fingerprint != form.fingerprint
    is_kept = is_other and _holds_typing(request) and drafts.keep_typing_of(request)
    if not used.answered_with:
        way = address_of(used.subject_kind, used.subject_key, request.user)
        about = {"way": way or drafts.page_of(request), "typed": _said_of_other(request, is_kept) if is_other else ""}
        return render(request, "asking/saved_already.html", about | {"page": drafts.page_of(request)}, status=409)
    if is_other:
        messages.warning(request, _said_of_other(request, is_kept))
        return redirect(drafts.page_of(request) if is_kept else used.answered_with)
    for one in used.messages:
        messages.add_message(request, one.level, one.message, one.extra_tags)
    return redirect(used.answered_with)


def _said_of_other(request: HttpRequest, is_kept: bool) -> str:
    if not is_kept:
        return NOT_SAVED
    return CHANGED_SINCE + (FILES_AGAIN if request.FILES else "")


def _holds_typing(request: HttpRequest) -> bool:
    """Whether the page gives typing back; a button has none, and its page would not show it."""
    match = request.resolver_match
    return match is not None and not getattr(match.func, "is_button", False)


def _saved(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the page did what it was sent for, so that nothing typed on it is left to give back."""
    if request.method != "POST" or "Location" not in response or not hasattr(request, "reached_its_page"):
        return False
    if waits(request):
        return False
    levels = {one.level for one in _queued(request)}
    return request.user.is_authenticated and (not levels or bool(levels & {messages.SUCCESS, messages.INFO}))


def _queued(request: HttpRequest) -> list[Any]:
    """The messages of this request alone. Django offers no way to them that does not take the others out too."""
    queued: list[Any] = messages.get_messages(request)._queued_messages  # type: ignore[union-attr]
    return queued


def _fingerprint(request: HttpRequest) -> str:
    """Of everything the form says, files included; keyed, as it may be guessed from little text."""
    said = [(name, values) for name, values in sorted(request.POST.lists()) if name not in {CSRF_FIELD, TOKEN_FIELD}]
    files = [(name, file.name, _digest(file)) for name, found in sorted(request.FILES.lists()) for file in found]
    return salted_hmac("towpath.asking.form", repr((said, files)), algorithm="sha256").hexdigest()


def _digest(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
