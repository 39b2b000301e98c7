"""The people of a partnership, and one person's account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts import services as accounts
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.asking.pages import button
from towpath.foundation.clock import today
from towpath.partners import policies, services
from towpath.partners.forms.people import PeopleFilter
from towpath.partners.models import Partnership, Post
from towpath.partners.presenters.people import PostLine, present_people, present_post, state_of
from towpath.records.models import TakenBack

administrators = holders_of(Permission.MANAGE_PEOPLE)


def person_or_404(request: SignedInRequest, pk: int) -> User:
    """Somebody who holds or has held a post in a partnership the person who asks looks after."""
    posts = Post.objects.visible_to(request.user)
    return get_object_or_404(User.objects.filter(pk__in=posts.values("user_id")), pk=pk)


@administrators
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody who holds a post, or is about to, partnership by partnership."""
    return list_page(request, _people_of(request))


def _people_of(request: SignedInRequest) -> ListPage:
    mine = list(Partnership.objects.administered_by(request.user))
    chosen = next((one for one in mine if str(one.pk) == request.GET.get("partnership")), mine[0] if mine else None)
    posts = Post.objects.visible_to(request.user).filter(partnership=chosen).not_over_on(today())
    taken = TakenBack.objects.still_out().of_kind(Post).from_owner(chosen, request.user) if chosen else []

    def present(query: ListQuery, people: list[User]) -> list[tuple[User, str, list[PostLine]]]:
        return present_people(posts.filter(user__in=people).by_person(), query.user, today())

    return ListPage(
        title=f"People of {chosen}",
        template="partners/people.html",
        rows=lambda user: User.objects.filter(pk__in=posts.values("user")),
        orders=(ListOrder("", "By name", ("name", "pk")),),
        empty="Nobody holds a post here yet.",
        none_match="Nobody of that name holds a post here.",
        filters=lambda query: PeopleFilter(request.GET),
        present=present,
        around=lambda query, page: {"mine": mine, "chosen": chosen, "taken": taken},
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
        "may_reopen": policies.may_reopen_account(request.user, found),
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
    services.close_account(actor=request.user, person=found)
    messages.success(request, f"The account of {found} is closed. They are signed out everywhere.")
    return redirect("person", pk=found.pk)


@administrators
@button
def reopen_account(request: SignedInRequest, pk: int) -> HttpResponse:
    found = person_or_404(request, pk)
    services.reopen_account(actor=request.user, person=found)
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
