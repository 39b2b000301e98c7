"""Giving, correcting and ending posts, and the agencies that people hold them for."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.partners import policies
from towpath.partners.forms.people import (
    AgencyForm,
    CorrectAgencyForm,
    CorrectPostForm,
    EndPostForm,
    InviteForm,
    PostForm,
)
from towpath.partners.forms.proposals import FactorRolesForm
from towpath.partners.models import Agency, Partnership, Post
from towpath.partners.services import partnerships, posts
from towpath.partners.services.inviting import invite_to_post
from towpath.partners.views.people import administrators, person_or_404
from towpath.records.history import version_of
from towpath.records.holding import fingerprint
from towpath.records.models import TakenBack
from towpath.ui.words import as_day

AT_ONCE = "To take their access away at once, close their account instead."
Shown = Callable[[Any], dict[str, Any]]


@administrators
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Invite somebody to a partnership and give them their first post."""
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = answers_to(request, InviteForm, partnership=partnership, inviter=request.user)

    def save() -> str:
        address = request.build_absolute_uri(reverse("account_login"))
        answers = {name: value for name, value in form.cleaned_data.items() if name != "is_them"}
        invite_to_post(actor=request.user, partnership=partnership, sign_in_at=address, **answers)
        return _invited(answers, form.person)

    back = reverse("people", query={"partnership": partnership.pk})
    return ask(request, form, FormPage("Invite a person", partnership.name, "Send the invitation", back), save)


@administrators
@require_http_methods(["GET", "POST"])
def give_post(request: SignedInRequest, pk: int, partnership_pk: int) -> HttpResponse:
    """Give somebody who is here already another post."""
    person = person_or_404(request, pk)
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = answers_to(request, PostForm, partnership=partnership, person=person)

    def save() -> str:
        post = posts.give_post(actor=request.user, user=person, partnership=partnership, **form.cleaned_data)
        return f"{person} has the post. Reference: post {post.pk}."

    back = reverse("person", args=[person.pk])
    return ask(request, form, FormPage(f"Give {person.name} a post", partnership.name, "Give the post", back), save)


@administrators
@require_http_methods(["GET", "POST"])
def end_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post after a last day."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("user", "partnership"), pk=pk)
    policies.may_end_post(request.user, post).require()
    form = answers_to(request, EndPostForm, _ending(post), started_on=post.started_on)

    def save() -> str:
        posts.end_post(actor=request.user, post=post, **form.cleaned_data)
        last_day = as_day(form.cleaned_data["ended_on"])
        return f"The last day of {post.user} in this post is {last_day}. Reference: post {post.pk}."

    caption = f"{post.get_role_display()}, {post.partnership.name}"
    back = reverse("person", args=[post.user_id])
    page = FormPage(f"End the post of {post.user.name}", caption, "End the post", back, AT_ONCE)
    return ask(request, form, page, save, _ending, warning=True)


def _ending(post: Post) -> dict[str, object]:
    return ({"ended_on": post.ended_on} if post.ended_on else {}) | {"version": post.version}


def _invited(answers: dict[str, Any], person: User | None) -> str:
    if person is None:
        return f"{answers['name']} is invited. An e-mail to {answers['email']} says how to sign in."
    return f"{answers['email']} has an account. Of people you look after the post is theirs now, else once they accept."


@administrators
@require_http_methods(["GET", "POST"])
def agencies(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Which agencies there are, and a form to add one."""
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = answers_to(request, AgencyForm, partnership=partnership)

    def save() -> tuple[str, str]:
        agency = partnerships.add_agency(actor=request.user, partnership=partnership, **form.cleaned_data)
        return f"{agency} is added. Reference: agency {agency.pk}.", request.path

    back = reverse("people", query={"partnership": partnership.pk})
    page = FormPage("Agencies", partnership.name, "Add the agency", back, template="partners/agencies.html")
    taken = TakenBack.objects.still_out().of_kind(Agency).from_owner(partnership, request.user)
    return ask(request, form, page, save, agencies=list(partnership.agencies.all()), taken=taken, cancel="")


@administrators
@require_http_methods(["GET", "POST"])
def sign_in_rules(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Say which roles need an app or a passkey to sign in."""
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = answers_to(request, FactorRolesForm, _rules_as_they_stand(partnership))

    def save() -> str:
        partnerships.set_factor_roles(actor=request.user, partnership=partnership, **form.cleaned_data)
        return "Saved. It holds from the next sign-in of each person."

    back = reverse("people", query={"partnership": partnership.pk})
    page = FormPage("How people sign in", partnership.name, "Save", back)
    return ask(request, form, page, save, _rules_as_they_stand)


def _rules_as_they_stand(partnership: Partnership) -> dict[str, Any]:
    return {"roles": partnership.factor_roles, "version": fingerprint(sorted(partnership.factor_roles))}


@administrators
@require_http_methods(["GET", "POST"])
def correct_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct which role somebody holds, for whom, and when."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("user", "partnership"), pk=pk)
    form = answers_to(request, CorrectPostForm, _post_as_it_stands(post), partnership=post.partnership)
    return _correct(request, post, form, posts.correct_post, _post_as_it_stands, f"Correct a post of {post.user}")


@administrators
@require_http_methods(["GET", "POST"])
def correct_agency(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an agency's name and its place under the duty."""
    administered = Partnership.objects.administered_by(request.user)
    agency = get_object_or_404(Agency.objects.filter(partnership__in=administered), pk=pk)
    form = answers_to(request, CorrectAgencyForm, _agency_as_it_stands(agency), partnership=agency.partnership)
    return _correct(request, agency, form, partnerships.correct_agency, _agency_as_it_stands, "Correct the agency")


def _correct(
    request: SignedInRequest, found: Any, form: Form, service: Callable[..., Any], shown: Shown, heading: str
) -> HttpResponse:
    """Ask, and save by the service, which takes the record under its own name."""

    def save() -> str:
        service(actor=request.user, **{found._meta.model_name: found}, **form.cleaned_data)
        return "Corrected. What stood there before is in its history."

    back = reverse("history", args=[found._meta.label_lower, found.pk])
    return ask(request, form, FormPage(heading, str(found.partnership), "Save", back), save, shown)


def _post_as_it_stands(post: Post) -> dict[str, Any]:
    kept = {name: getattr(post, name) for name in ("role", "started_on", "ended_on")}
    return kept | {"agency": post.agency_id, "version": version_of(post)}


def _agency_as_it_stands(agency: Agency) -> dict[str, Any]:
    return {"name": agency.name, "duty": agency.duty, "version": version_of(agency)}
