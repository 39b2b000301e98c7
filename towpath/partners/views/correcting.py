"""Correcting a post or an agency, and saying why."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.partners import services
from towpath.partners.forms.people import CorrectAgencyForm, CorrectPostForm
from towpath.partners.models import Agency, Partnership, Post
from towpath.partners.views.people import administrators
from towpath.records.history import version_of

Shown = Callable[[Any], dict[str, Any]]


@administrators
@require_http_methods(["GET", "POST"])
def correct_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct which role somebody holds, for whom, and when."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("user", "partnership"), pk=pk)
    form = answers_to(request, CorrectPostForm, _post_as_it_stands(post), partnership=post.partnership)
    return _correct(request, post, form, services.correct_post, _post_as_it_stands, f"Correct a post of {post.user}")


@administrators
@require_http_methods(["GET", "POST"])
def correct_agency(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an agency's name and its place under the duty."""
    administered = Partnership.objects.administered_by(request.user)
    agency = get_object_or_404(Agency.objects.filter(partnership__in=administered), pk=pk)
    form = answers_to(request, CorrectAgencyForm, _agency_as_it_stands(agency), partnership=agency.partnership)
    return _correct(request, agency, form, services.correct_agency, _agency_as_it_stands, "Correct the agency")


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
