"""The form page: show the form, save what was answered, put what a service refuses beside its field.

Where it may no longer be done at all, the page says so with what was typed; where the page itself may no longer be
shown, `ui.errors` shows what was typed without it.

What the person had typed on the page when they left it is given back here, with the version of the record it was
typed against; so no view can forget it, and a second editor is shown what the first saved.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from towpath.accounts import drafts
from towpath.documents.table import UnreadableFile
from towpath.records.holding import ChangedMeanwhile
from towpath.records.set_aside import is_out
from towpath.ui.stale import Overtaken, overtaken, refresh

GONE = "What this page is about was taken back after you opened it, so nothing was saved. What you typed is still here."
STILL_HERE = "Nothing was saved. What you typed is still here."
LONGEST_KEY = 19  # digits; a key has fewer
AnyForm = TypeVar("AnyForm", bound=forms.Form)
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: its heading, what it is about, its button, and where it leads back to."""

    heading: str
    caption: str
    button: str
    back: str
    lead: str = ""
    template: str = "ui/question.html"


def button(view: View) -> View:
    """A page that is only posted to, and nothing is typed in its form: there is nothing to keep or give back."""
    guarded: Any = require_POST(view)
    guarded.is_button = True
    return guarded  # type: ignore[no-any-return]


def answers_to(request: HttpRequest, form: Callable[..., AnyForm], initial: Any = None, **about: Any) -> AnyForm:
    """The form with what was sent, or with its first values."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **about)
    return form(initial=initial or {}, **about)


def ask(
    request: HttpRequest,
    form: forms.Form,
    page: FormPage,
    save: Callable[[], str | tuple[str, str]],
    as_it_stands: Callable[[Any], Mapping[str, Any]] | None = None,
    around: Callable[[Any], Mapping[str, Any]] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a form; once it is answered well, save it, say so and go back.

    `save` calls one service and returns the sentence that says what was saved, "" for none, with the address to go on
    to where that is not the way back. `as_it_stands` gives the values of a record that somebody else saved meanwhile,
    and `around` what the page shows beside the form, given that record, or None where nobody did.
    """
    newer: tuple[Overtaken, ...] = ()
    current = None
    status = 422 if form.is_bound else 200
    if not form.is_bound:
        drafts.restore(request, form)
    elif form.is_valid():
        try:
            saved = save()
        except ChangedMeanwhile as changed:
            current = refresh(form, changed)
            newer = overtaken(form, as_it_stands(current)) if as_it_stands else ()
        except ValidationError as refused:
            put_beside(form, refused)
        except UnreadableFile as unread:
            form.add_error(None, str(unread))
        except PermissionDenied as denied:  # not when the page was opened, such as a draft that was approved since
            form.add_error(None, f"{denied} {STILL_HERE}".strip())
            status = 403
        except ObjectDoesNotExist as missing:  # a service holds the record, and finds it gone
            if not is_out(missing, keys_in(request)):
                raise
            form.add_error(None, GONE)
        else:
            sentence, onward = (saved, page.back) if isinstance(saved, str) else saved
            if sentence:
                messages.success(request, sentence)
            return redirect(onward)
    shown = around(current) if around else {}
    context = {"form": form, "overtaken": newer, "cancel": page.back, **vars(page), **more, **shown}
    return render(request, page.template, context, status=status)


def keys_in(request: HttpRequest) -> set[int]:
    """The keys of records that a page's address and its form name."""
    named = [*(request.resolver_match.kwargs.values() if request.resolver_match else ())]
    sent = [value for _, values in request.POST.lists() for value in values]
    return {int(value) for value in map(str, [*named, *sent]) if value.isdecimal() and len(value) < LONGEST_KEY}


def put_beside(form: forms.Form, refused: ValidationError) -> None:
    """Each sentence beside the field it is about; above the form where the form does not ask for that."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
