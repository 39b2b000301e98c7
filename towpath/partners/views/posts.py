"""Inviting people, giving and ending posts."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.partners import policies, services
from towpath.partners.forms import EndPostForm, InviteForm, PostForm
from towpath.partners.models import Partnership, Post
from towpath.partners.views.people import administrators, person_or_404
from towpath.ui.words import as_day


@administrators
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Invite somebody to a partnership and give them their first post."""
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    initial = drafts.initial_for(request, InviteForm.base_fields)
    form = InviteForm(_sent(request), partnership=partnership, initial=initial)
    if not (form.is_bound and form.is_valid()):
        return _asked(request, "partners/invite.html", form, partnership=partnership)
    address = request.build_absolute_uri(reverse("account_login"))
    is_new = form.person is None
    services.invite_to_post(actor=request.user, partnership=partnership, sign_in_at=address, **form.cleaned_data)
    drafts.forget(request)
    messages.success(request, _told(form.cleaned_data, is_new))
    return redirect(f"{reverse('people')}?partnership={partnership.pk}")


@administrators
@require_http_methods(["GET", "POST"])
def give_post(request: SignedInRequest, pk: int, partnership_pk: int) -> HttpResponse:
    """Give somebody who is here already another post."""
    person = person_or_404(request, pk)
    partnership = get_object_or_404(Partnership.objects.administered_by(request.user), pk=partnership_pk)
    form = PostForm(_sent(request), partnership=partnership, person=person)
    if not (form.is_bound and form.is_valid()):
        return _asked(request, "partners/give_post.html", form, person=person, partnership=partnership)
    post = services.give_post(actor=request.user, user=person, partnership=partnership, **form.cleaned_data)
    messages.success(request, f"{person} has the post. Reference: post {post.pk}.")
    return redirect("person", pk=person.pk)


@administrators
@require_http_methods(["GET", "POST"])
def end_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post after a last day."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("user", "partnership"), pk=pk)
    policies.may_end_post(request.user, post).require()
    form = EndPostForm(_sent(request), started_on=post.started_on)
    if not (form.is_bound and form.is_valid()):
        return _asked(request, "partners/end_post.html", form, post=post)
    last_day = form.cleaned_data["ended_on"]
    services.end_post(actor=request.user, post=post, ended_on=last_day)
    messages.success(
        request, f"The last day of {post.user} in this post is {as_day(last_day)}. Reference: post {post.pk}."
    )
    return redirect("person", pk=post.user_id)


def _sent(request: SignedInRequest) -> dict | None:
    return request.POST if request.method == "POST" else None


def _asked(request: SignedInRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """The question, or the question again with what is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def _told(answers: dict, is_new: bool) -> str:
    if is_new:
        return f"{answers['name']} is invited. An e-mail to {answers['email']} says how to sign in."
    return (
        f"{answers['email']} has an account already, so no invitation was sent. The post is theirs when they sign in."
    )
