"""Signing a practice up, and what a site records of it afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.partners.models import Post
from towpath.records.holding import ChangedMeanwhile
from towpath.training import policies
from towpath.training.forms import sign_ups as forms
from towpath.training.models import SignUp
from towpath.training.services import practices as services
from towpath.training.views.reaching import records_training
from towpath.ui.stale import Overtaken, overtaken, refresh

UNKNOWN_OR_NONE = "Leave empty what you do not know. 0 says that there is nobody."


@records_training
@require_http_methods(["GET", "POST"])
def sign_up(request: SignedInRequest) -> HttpResponse:
    """Sign a practice up at one of the sites one records for."""
    sites = policies.sites_to_record_at(request.user).select_related("programme").order_by("area", "pk")
    initial = {"practice": request.GET.get("practice", ""), "site": request.GET.get("site") or _only(sites)}
    form = forms.SignUpForm(_sent(request), sites=sites, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            added = services.sign_up(actor=request.user, headcounts=form.people, **form.rest)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"{added.practice.name} is signed up. Reference: sign-up {added.pk}.")
            return redirect("training:practice", code=added.practice.code)
    back = reverse("training:practices")
    return render(request, "training/sign_up.html", {"form": form, "back": back}, status=_status(form))


@records_training
@require_http_methods(["GET", "POST"])
def amend_sign_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct since when a practice is signed up, and its champion."""
    found = sign_up_or_404(request, pk)
    saved = {"signed_up_on": found.signed_up_on, "champion": found.champion, "version": found.version}
    form = forms.AmendForm(_sent(request), initial=saved)
    return _changed(request, found, form, services.amend_sign_up, "Amend the sign-up")


@records_training
@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a practice left."""
    found = sign_up_or_404(request, pk)
    saved = {"left_on": found.left_on, "why_left": found.why_left, "version": found.version}
    form = forms.LeaveForm(_sent(request), initial=saved)
    return _changed(request, found, form, services.leave, "Record that the practice left")


@records_training
@require_http_methods(["GET", "POST"])
def record_headcount(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how many staff a practice has from a day on."""
    found = sign_up_or_404(request, pk)
    form = forms.HeadcountForm(_sent(request))
    if form.is_bound and form.is_valid():
        counted = {"as_of": form.cleaned_data["as_of"], "people": form.people}
        if _saved(form, services.record_headcount, actor=request.user, sign_up=found, **counted):
            return _done(request, found, "Staff numbers saved")
    return _asked(request, found, form, "Record the staff of the practice", lead=UNKNOWN_OR_NONE)


@records_training
@require_http_methods(["GET", "POST"])
def record_list_size(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how many patients are registered with a practice from a day on."""
    found = sign_up_or_404(request, pk)
    form = forms.ListSizeForm(_sent(request))
    if _saves(request, found, form, services.record_list_size):
        return _done(request, found, "Number of patients saved")
    return _asked(request, found, form, "Record the registered patients")


@records_training
@require_http_methods(["GET", "POST"])
def name_manager(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who at the practice may see its training."""
    found = sign_up_or_404(request, pk)
    posts = Post.objects.filter(partnership=found.site.programme.partnership_id, role=Role.PRACTICE_MANAGER)
    managers = User.objects.filter(is_active=True, pk__in=posts.held_on(today()).values("user")).order_by("name", "pk")
    form = forms.ManagerForm(_sent(request), managers=managers, initial={"manager": found.manager_id})
    if _saves(request, found, form, services.name_manager):
        return _done(request, found, "Practice manager saved")
    return _asked(request, found, form, "Name the practice manager")


def sign_up_or_404(request: SignedInRequest, pk: int) -> SignUp:
    """A sign-up this person may see and record for."""
    visible = SignUp.objects.visible_to(request.user).select_related("site__programme", "practice")
    found = get_object_or_404(visible, pk=pk)
    policies.may_record_training(request.user, found.site).require()
    return found


def _changed(
    request: SignedInRequest, found: SignUp, form: Form, service: Callable[..., SignUp], heading: str
) -> HttpResponse:
    """A form with a version: saved, or shown again beside what somebody else saved meanwhile."""
    newer: tuple[Overtaken, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            if _saved(form, service, actor=request.user, sign_up=found, **form.cleaned_data):
                return _done(request, found, "Sign-up saved")
        except ChangedMeanwhile as changed:
            current: Any = refresh(form, changed)
            newer = overtaken(form, {name: getattr(current, name) for name in form.fields})
    return _asked(request, found, form, heading, overtaken=newer)


def _saves(request: SignedInRequest, found: SignUp, form: Form, service: Callable[..., Any]) -> bool:
    """Whether a form was sent, holds no error, and its answers were saved."""
    is_ready = form.is_bound and form.is_valid()
    return is_ready and _saved(form, service, actor=request.user, sign_up=found, **form.cleaned_data)


def _saved(form: Form, service: Callable[..., Any], **answers: Any) -> bool:
    """Whether the service took the answers; what it refused is put beside the fields."""
    try:
        service(**answers)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _done(request: SignedInRequest, found: SignUp, sentence: str) -> HttpResponse:
    messages.success(request, f"{sentence}. Reference: sign-up {found.pk}.")
    return redirect("training:practice", code=found.practice.code)


def _asked(request: SignedInRequest, found: SignUp, form: Form, heading: str, **more: Any) -> HttpResponse:
    back = reverse("training:practice", args=[found.practice.code])
    caption = f"{found.practice.name}, {found.site.area}"
    page = {"form": form, "heading": heading, "caption": caption, "button": "Save", "back": back, "cancel": back}
    return render(request, "ui/question.html", page | more, status=_status(form))


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _only(sites: Any) -> int | None:
    """The one site to choose from, where there is one."""
    first = list(sites[:2])
    return first[0].pk if len(first) == 1 else None


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200
