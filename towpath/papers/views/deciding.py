"""Deciding on a paper: approve it, send it back, issue it; having its files made again, or no more."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, button
from towpath.foundation.transitions import TransitionError
from towpath.papers import policies, services
from towpath.papers.forms import SendBackForm
from towpath.papers.kinds import PaperKind
from towpath.papers.presenters.paper import address_of
from towpath.papers.views.reading import found
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.ui.fields.versions import UNSEEN, is_unseen


@button
def approve(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Approve what the page showed; where it has changed since, the page is shown again and says so."""
    decide = partial(services.approve, saw=request.POST.get("saw", ""))
    return _decide(request, kind, pk, decide, "Approved", fields=("version", "saw"))


@button
def issue(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Issue an approved paper."""
    return _decide(request, kind, pk, services.issue, "Issued")


def _decide(
    request: SignedInRequest,
    kind: PaperKind,
    pk: int,
    decide: Callable[..., Any],
    done: str,
    fields: tuple[str, ...] = ("version",),
) -> HttpResponse:
    paper = found(request, kind, pk)
    if any(is_unseen(request.POST, name) for name in fields):
        messages.error(request, UNSEEN)
        return redirect(address_of(paper, "paper"))
    try:
        decide(actor=request.user, paper=paper, version=_version(request))
    except (ChangedMeanwhile, Refused, TransitionError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{done}. Reference: {kind.noun} {pk}.")
    return redirect(address_of(paper, "paper"))


def _version(request: SignedInRequest) -> int:
    """The version the page was made from; one that nobody has where the form was tampered with."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@require_http_methods(["GET", "POST"])
def send_back(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Say what has to change in an approved paper."""
    paper = found(request, kind, pk)
    policies.may_send_back(request.user, paper).require()
    form = answers_to(request, SendBackForm, {"version": paper.version})

    def save() -> str:
        services.send_back(actor=request.user, paper=paper, **form.cleaned_data)
        return f"Sent back to its writer. Reference: {kind.noun} {pk}."

    back = address_of(paper, "paper")
    return ask(request, form, FormPage("Send the report back", paper.called, "Send back", back), save)


@button
def try_again(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Have a paper built once more, or the files of a final one made anew."""
    paper = found(request, kind, pk)
    services.try_again(actor=request.user, paper=paper)
    messages.info(request, f"The {'files are' if paper.is_final else 'report is'} being tried again.")
    return redirect(address_of(paper, "paper"))


@button
def cancel(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Let a paper, or the files of a final one, be built no more."""
    paper = found(request, kind, pk)
    what, again = ("files are", "They can be made") if paper.is_final else ("report is", "It can be tried")
    if paper.is_under_way:
        services.cancel(actor=request.user, paper=paper)
        messages.info(request, f"The {what} cancelled. {again} again.")
    else:
        messages.info(request, f"Nothing was cancelled: the {what} not being made any more.")
    return redirect(address_of(paper, "paper"))
