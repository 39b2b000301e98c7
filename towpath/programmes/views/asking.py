"""One way to ask: show the form, save what was answered, put what a service refuses beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.foundation.clock import today
from towpath.foundation.periods import ImpossiblePeriod, Quarter
from towpath.records.holding import ChangedMeanwhile
from towpath.ui.stale import Overtaken, overtaken, refresh

YEARS = range(2000, 2100)  # those a page can be asked for, with a quarter before and after each
Asked = TypeVar("Asked", bound=forms.Form)


@dataclass(frozen=True)
class Question:
    """What stands around a form: its heading, what it is about, its button, and where it leads back to."""

    heading: str
    caption: str
    button: str
    back: str
    lead: str = ""
    template: str = "ui/question.html"


def answers_to(request: HttpRequest, form: Callable[..., Asked], initial: Any = None, **about: Any) -> Asked:
    """The form with what was sent, or with its first values."""
    return form(request.POST, **about) if request.method == "POST" else form(initial=initial or {}, **about)


def ask(
    request: HttpRequest,
    form: forms.Form,
    question: Question,
    save: Callable[[], str | tuple[str, str]],
    as_it_stands: Callable[[Any], Mapping[str, Any]] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a form; once it is answered well, save it, say so and go back.

    `save` calls one service and returns the sentence that says what was saved, with the address to go on to where
    that is not the way back. `as_it_stands` gives a versioned
    record's values, so that a second editor is shown what the first one saved.
    """
    newer: tuple[Overtaken, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            saved = save()
        except ChangedMeanwhile as changed:
            newer = overtaken(form, as_it_stands(refresh(form, changed))) if as_it_stands else ()
        except ValidationError as refused:
            put_beside(form, refused)
        else:
            said, onward = (saved, question.back) if isinstance(saved, str) else saved
            messages.success(request, said)
            return redirect(onward)
    page = {"form": form, "overtaken": newer, "cancel": question.back, **vars(question), **more}
    return render(request, question.template, page, status=422 if form.is_bound else 200)


def put_beside(form: forms.Form, refused: ValidationError) -> None:
    """Each sentence beside the field it is about; above the form where the form does not ask for that."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


def quarter_asked(request: HttpRequest) -> Quarter:
    """The quarter in the address, else the one of today; what is no quarter is not found."""
    asked = request.GET.get("quarter", "")
    if not asked:
        return Quarter.containing(today())
    try:
        quarter = Quarter.parse(asked)
    except ImpossiblePeriod as wrong:
        raise Http404 from wrong
    if quarter.financial_year.first not in YEARS:
        raise Http404
    return quarter
