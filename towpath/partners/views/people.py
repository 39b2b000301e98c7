"""The people of a partnership, and one person's account."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import SEES_CASES, Permission
from towpath.accounts.factors import has_factor
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.accounts.services import invite_again as send_invitation_again
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.asking.pages import button
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.partners import policies
from towpath.partners.forms.people import PeopleFilter
from towpath.partners.models import Partnership, Post, Proposal, ProposalKind
from towpath.partners.presenters.people import PostLine, present_people, present_post, state_of
from towpath.partners.services import accounts
from towpath.records.models import TakenBack
from towpath.ui.paging import Page

administrators = holders_of(Permission.MANAGE_PEOPLE)


def person_or_404(request: SignedInRequest, pk: int) -> User:
    """Somebody who holds or has held a post in a partnership the person who asks looks after.

    Whoever opens a page of them is recorded.
    """
    posts = Post.objects.visible_to(request.user)
    found = get_object_or_404(User.objects.filter(pk__in=posts.values("user_id")), pk=pk)
    if request.method == "GET":
        record_reading(request.user, Event.PERSON_SEEN, found)
    return found


@administrators
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody who holds a post, or is about to, partnership by partnership."""
    return list_page(request, _people_of(request))


def _people_of(request: SignedInRequest) -> ListPage:
    mine = list(Partnership.objects.administered_by(request.user))
    chosen = next((one for one in mine if str(one.pk) == request.GET.get("partnership")), mine[0] if mine else None)
    posts = Post.objects.visible_to(request.user).filter(partnership=chosen).not_over_on(today())
    offered = Proposal.objects.waiting().filter(partnership=chosen, kind=ProposalKind.OFFER_POST)
    taken = TakenBack.objects.still_out().of_kind(Post).from_owner(chosen, request.user) if chosen else []

    def present(query: ListQuery, people: list[User]) -> list[tuple[User, str, list[PostLine]]]:
        return present_people(posts.filter(user__in=people).by_person(), query.user, today())

    def around(query: ListQuery, page: Page[User]) -> dict[str, Any]:
        if page.rows:
            record_reading(query.user, Event.PEOPLE_SEEN, chosen, people=len(page.rows))
        return {"mine": mine, "chosen": chosen, "taken": taken, "offered": offered}

    return ListPage(
        title=f"People of {chosen}",
        template="partners/people.html",
        rows=lambda user: User.objects.filter(pk__in=posts.values("user")),
        orders=(ListOrder("", "By name", ("name", "pk")),),
        empty="Nobody holds a post here yet.",
        none_match="Nobody of that name holds a post here.",
        filters=lambda query: PeopleFilter(request.GET),
        present=present,
        around=around,
        one="person",
        many="people",
    )


@administrators
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: every post they hold or held in partnerships the administrator looks after, and their account."""
    found = person_or_404(request, pk)
    posts = Post.objects.visible_to(request.user).filter(user=found).by_person()
    context = {
        "found": found,
        "state": state_of(found),
        "mine": Partnership.objects.administered_by(request.user),
        "posts": [present_post(post, request.user, today()) for post in posts],
        "may_close": policies.may_close_account(request.user, found),
        "may_sign_out": policies.may_sign_out(request.user, found),
        "may_reopen": policies.may_reopen_account(request.user, found),
        "may_correct": policies.may_correct_person(request.user, found),
        "has_factor": has_factor(found),
        "sees_cases": found.pk == request.user.pk and len(SEES_CASES) > 0,
        "waiting": Proposal.objects.visible_to(request.user).waiting().filter(person=found).with_people(),
    }
    return render(request, "partners/person.html", context)


@administrators
@require_http_methods(["GET", "POST"])
def close_account(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account, after asking once."""
    found = person_or_404(request, pk)
    policies.may_close_account(request.user, found).require()
    if request.method == "GET":
        return render(request, "partners/close_account.html", {"found": found})
    accounts.close_account(actor=request.user, person=found)
    messages.success(request, f"The account of {found} is closed. They are signed out everywhere.")
    return redirect("person", pk=found.pk)


@administrators
@button
def reopen_account(request: SignedInRequest, pk: int) -> HttpResponse:
    found = person_or_404(request, pk)
    accounts.reopen_account(actor=request.user, person=found)
    messages.success(request, f"The account of {found} is open again.")
    return redirect("person", pk=found.pk)


@administrators
@button
def sign_out_person(request: SignedInRequest, pk: int) -> HttpResponse:
    found = person_or_404(request, pk)
    accounts.sign_out(actor=request.user, person=found)
    messages.success(request, f"{found} is signed out everywhere.")
    return redirect("person", pk=found.pk)


@administrators
@button
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    found = person_or_404(request, pk)
    address = request.build_absolute_uri(reverse("account_login"))
    send_invitation_again(actor=request.user, person=found, sign_in_at=address)
    messages.success(request, f"The invitation was sent to {found.email} once more.")
    return redirect("person", pk=found.pk)
