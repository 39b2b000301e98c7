"""Changes that wait for a second person: the page of each, and proposing them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import signed_in
from towpath.access.roles import SEES_CASES
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, button
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.partners import policies
from towpath.partners.forms.proposals import AddressForm, CorrectPersonForm, ProposalForm, TakeRoleForm
from towpath.partners.models import Partnership, Proposal, ProposalKind
from towpath.partners.services import accounts
from towpath.partners.services import proposals as services
from towpath.partners.views.people import administrators, person_or_404
from towpath.records.holding import fingerprint
from towpath.records.refusing import Refused
from towpath.ui.words import as_moment


def proposal_or_404(request: SignedInRequest, pk: int) -> Proposal:
    return get_object_or_404(Proposal.objects.visible_to(request.user).with_people(), pk=pk)


@signed_in
@require_safe
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is proposed, by whom and why, for who may agree or say no."""
    found = proposal_or_404(request, pk)
    record_reading(request.user, Event.PROPOSAL_SEEN, found)
    if not is_hidden(found, request.user):
        record_reading(request.user, Event.PERSON_SEEN, found.person)
    context = {
        "found": found,
        "facts": facts_of(found, request.user),
        "is_theirs": found.person_id == request.user.pk,
        "is_own": found.proposed_by_id == request.user.pk,
        "may_agree": policies.may_agree(request.user, found),
        "may_decline": policies.may_decline(request.user, found),
    }
    return render(request, "partners/proposal.html", context)


@signed_in
@button
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    return _settle(request, pk, services.agree, "It is done.")


@signed_in
@button
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    return _settle(request, pk, services.decline, "It will not be done.")


def _settle(request: SignedInRequest, pk: int, service: Any, sentence: str) -> HttpResponse:
    try:
        service(actor=request.user, proposal=proposal_or_404(request, pk))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect("proposal", pk=pk)


def is_hidden(found: Proposal, looking: User) -> bool:
    """Whether whom it concerns is not shown: who offers a post sees the address they typed, and not whose it is."""
    return found.kind == ProposalKind.OFFER_POST and looking.pk != found.person_id


def facts_of(found: Proposal, looking: User) -> list[tuple[str, str]]:
    """The proposal as a list of what and which."""
    hidden = is_hidden(found, looking)
    whom = found.contents.get("address", "") if hidden else f"{found.person} ({found.person.email})"
    return [
        ("Partnership", found.partnership.name),
        ("Whom it concerns", whom),
        *policies.contents_in_words(found),
        ("Proposed by", f"{found.proposed_by}, {as_moment(found.proposed_at)}"),
        ("Why", found.reason),
        ("State", f"Waits until {as_moment(found.ends_at)}" if found.is_waiting else found.get_state_display()),
    ]


def _propose(
    request: SignedInRequest, form: Any, page: FormPage, partnership: Partnership, kind: ProposalKind, person: User
) -> HttpResponse:
    def save() -> tuple[str, str]:
        answers = {name: value for name, value in form.cleaned_data.items() if name != "reason"}
        made = services.propose(
            actor=request.user, partnership=partnership, kind=kind, person=person,
            reason=form.cleaned_data["reason"], **answers,
        )  # fmt: skip
        return "It is proposed. Whoever may agree is told by e-mail.", reverse("proposal", args=[made.pk])

    return ask(request, form, page, save)


def _shared_partnership(request: SignedInRequest, person: User) -> Partnership:
    """A partnership the administrator looks after in which the person holds or held a post."""
    mine = Partnership.objects.administered_by(request.user).filter(posts__user=person)
    return get_object_or_404(mine.order_by("pk").distinct()[:1])


@administrators
@require_http_methods(["GET", "POST"])
def propose_removing_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask a second administrator to let somebody in who has lost their app or passkey."""
    person = person_or_404(request, pk)
    page = FormPage(
        "Take a lost app and passkeys away", person.name, "Propose it", reverse("person", args=[pk]),
        "They then sign in with a code by e-mail and set up a new one. Make sure, by speaking to them, that it is "
        "they who ask.",
    )  # fmt: skip
    form = answers_to(request, ProposalForm)
    return _propose(request, form, page, _shared_partnership(request, person), ProposalKind.REMOVE_FACTOR, person)


@administrators
@require_http_methods(["GET", "POST"])
def propose_address(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask a second person to change the address somebody signs in with."""
    person = person_or_404(request, pk)
    page = FormPage("Change an e-mail address", person.name, "Propose it", reverse("person", args=[pk]))
    form = answers_to(request, AddressForm)
    return _propose(request, form, page, _shared_partnership(request, person), ProposalKind.CHANGE_ADDRESS, person)


@administrators
@require_http_methods(["GET", "POST"])
def propose_own_role(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Ask a second administrator for a role that sees people's cases, where a room has such roles."""
    if not len(SEES_CASES):
        raise Http404
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    page = FormPage("Take a role that sees cases", partnership.name, "Propose it", reverse("people"))
    form = answers_to(request, TakeRoleForm, partnership=partnership)
    return _propose(request, form, page, partnership, ProposalKind.TAKE_ROLE, request.user)


@administrators
@require_http_methods(["GET", "POST"])
def correct_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a name, and an address that was mistyped and never used."""
    person = person_or_404(request, pk)
    policies.may_correct_person(request.user, person).require()
    form = answers_to(request, CorrectPersonForm, _as_it_stands(person))

    def save() -> str:
        accounts.correct_person(actor=request.user, person=person, **form.cleaned_data)
        return "Corrected."

    page = FormPage("Correct a name or address", person.name, "Save", reverse("person", args=[pk]))
    return ask(request, form, page, save, _as_it_stands)


def _as_it_stands(person: User) -> dict[str, Any]:
    shown = accounts.shown_of(person)
    return shown | {"version": fingerprint(shown)}
