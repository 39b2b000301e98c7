"""The people of a partnership, and one person's account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts import policies as account_policies
from towpath.accounts import services as accounts
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import button
from towpath.foundation.clock import today
from towpath.partners.models import Partnership, Post
from towpath.partners.presenters.people import present_people, present_post, state_of
from towpath.records.models import TakenBack

LONGEST_NUMBER = 19  # digits: what a database's largest whole number has
administrators = holders_of(Permission.MANAGE_PEOPLE)


def person_or_404(request: SignedInRequest, pk: int) -> User:
    """Somebody who holds or has held a post in a partnership the person who asks looks after."""
    posts = Post.objects.visible_to(request.user)
    return get_object_or_404(User.objects.filter(pk__in=posts.values("user_id")), pk=pk)


@administrators
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody who holds a post, or is about to, partnership by partnership."""
    mine = Partnership.objects.administered_by(request.user)
    chosen = mine.filter(pk=_number(request.GET.get("partnership"))).first() or mine.first()
    posts = Post.objects.visible_to(request.user).filter(partnership=chosen).not_over_on(today()).by_person()
    name = request.GET.get("name", "").strip()
    found = posts.filter(user__name__icontains=name) if name else posts
    context = {
        "mine": mine,
        "chosen": chosen,
        "name": name,
        "people": present_people(found, request.user, today()),
        "taken": TakenBack.objects.still_out().of_kind(Post).from_owner(chosen, request.user) if chosen else [],
    }
    return render(request, "partners/people.html", context)


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
        "posts": [(post.partnership, present_post(post, request.user, today())) for post in posts],
        "may_close": account_policies.may_close_account(request.user, found),
        "may_reopen": account_policies.may_reopen_account(request.user, found),
    }
    return render(request, "partners/person.html", context)


@administrators
@require_http_methods(["GET", "POST"])
def close_account(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account, after asking once."""
    found = person_or_404(request, pk)
    account_policies.may_close_account(request.user, found).require()
    if request.method == "GET":
        return render(request, "partners/close_account.html", {"found": found})
    accounts.deactivate_person(actor=request.user, person=found)
    messages.success(request, f"The account of {found} is closed. They are signed out everywhere.")
    return redirect("person", pk=found.pk)


@administrators
@button
def reopen_account(request: SignedInRequest, pk: int) -> HttpResponse:
    found = person_or_404(request, pk)
    accounts.reactivate_person(actor=request.user, person=found)
    messages.success(request, f"The account of {found} is open again.")
    return redirect("person", pk=found.pk)


@administrators
@button
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    found = person_or_404(request, pk)
    address = request.build_absolute_uri(reverse("account_login"))
    accounts.invite_again(actor=request.user, person=found, sign_in_at=address)
    messages.success(request, f"The invitation was sent to {found.email} once more.")
    return redirect("person", pk=found.pk)


def _number(text: str | None) -> int:
    """The number in an address; 0 for what is none, or has more digits than any key."""
    return int(text) if text and text.isdecimal() and len(text) < LONGEST_NUMBER else 0
