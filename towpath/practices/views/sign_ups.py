"""Signing a practice up, what a site records of it afterwards, and every count of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.partners.models import Post
from towpath.practices import policies
from towpath.practices.forms import sign_ups as forms
from towpath.practices.models import SignUp
from towpath.practices.services import sign_ups as services
from towpath.practices.views.reaching import records_training
from towpath.records.forms import ReasonForm
from towpath.records.models import TakenBack

UNKNOWN_OR_NONE = "Leave empty what you do not know. 0 says that there is nobody."
OF_THAT_DAY = (
    "Staff and patients are those of the day it signs up. Leave empty what you do not know: 0 says that there is "
    "nobody."
)


@records_training
@require_http_methods(["GET", "POST"])
def sign_up(request: SignedInRequest) -> HttpResponse:
    """Sign a practice up at one of the sites one records for."""
    sites = policies.sites_to_record_at(request.user).select_related("programme").order_by("area", "pk")
    chosen = {"practice": request.GET.get("practice", ""), "site": request.GET.get("site") or _only(sites)}
    form = answers_to(request, forms.SignUpForm, chosen, sites=sites)

    def save() -> tuple[str, str]:
        added = services.sign_up(actor=request.user, headcounts=form.people, **form.rest)
        said = f"{added.practice.name} is signed up. Reference: sign-up {added.pk}."
        return said, reverse("practices:practice", args=[added.practice.code])

    page = FormPage(
        "Sign a practice up", "", "Sign the practice up", reverse("practices:practices"), OF_THAT_DAY,
        template="practices/sign_up.html",
    )  # fmt: skip
    return ask(request, form, page, save)


@records_training
@require_http_methods(["GET", "POST"])
def amend_sign_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct since when a practice is signed up, and its champion."""
    found = sign_up_or_404(request, pk)
    form = answers_to(request, forms.AmendForm, _amended(found))

    def save() -> str:
        services.amend_sign_up(actor=request.user, sign_up=found, **form.cleaned_data)
        return _saved("Sign-up saved", found)

    return ask(request, form, _about(found, "Amend the sign-up"), save, _amended)


@records_training
@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a practice left."""
    found = sign_up_or_404(request, pk)
    form = answers_to(request, forms.LeaveForm, _left(found))

    def save() -> str:
        services.leave(actor=request.user, sign_up=found, **form.cleaned_data)
        return _saved("Sign-up saved", found)

    return ask(request, form, _about(found, "Record that the practice left"), save, _left)


@records_training
@require_http_methods(["GET", "POST"])
def take_back_leaving(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a practice did not leave after all."""
    found = sign_up_or_404(request, pk)
    form = answers_to(request, ReasonForm, _reason_for(found))

    def save() -> str:
        services.take_back_leaving(actor=request.user, sign_up=found, **form.cleaned_data)
        return _saved("Sign-up saved", found)

    return ask(request, form, _about(found, "The practice did not leave"), save, _reason_for)


@records_training
@require_http_methods(["GET", "POST"])
def record_headcount(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how many staff a practice has from a day on."""
    found = sign_up_or_404(request, pk)
    form = answers_to(request, forms.HeadcountForm, {"version": found.version})

    def save() -> str:
        counted = {name: form.cleaned_data[name] for name in ("version", "as_of", "reason")}
        services.record_headcount(actor=request.user, sign_up=found, people=form.people, **counted)
        return _saved("Staff numbers saved", found)

    def counted_that_day(current: SignUp) -> dict[str, Any]:
        day = form.cleaned_data["as_of"]
        counts = current.headcounts.filter(as_of=day).values_list("staff_group", "people")
        return dict.fromkeys(StaffGroup) | {"as_of": day} | dict(counts)

    page = _about(found, "Record the staff of the practice", UNKNOWN_OR_NONE)
    return ask(request, form, page, save, counted_that_day)


@records_training
@require_http_methods(["GET", "POST"])
def record_list_size(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how many patients are registered with a practice from a day on."""
    found = sign_up_or_404(request, pk)
    form = answers_to(request, forms.ListSizeForm, {"version": found.version})

    def save() -> str:
        services.record_list_size(actor=request.user, sign_up=found, **form.cleaned_data)
        return _saved("Number of patients saved", found)

    def counted_that_day(current: SignUp) -> dict[str, Any]:
        day = form.cleaned_data["as_of"]
        counted = current.list_sizes.filter(as_of=day).first()
        return {"as_of": day, "patients": counted and counted.patients}

    return ask(request, form, _about(found, "Record the registered patients"), save, counted_that_day)


@records_training
@require_http_methods(["GET", "POST"])
def name_manager(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who at the practice may see its training."""
    found = sign_up_or_404(request, pk)
    posts = Post.objects.filter(partnership=found.site.programme.partnership_id, role=Role.PRACTICE_MANAGER)
    managers = User.objects.filter(is_active=True, pk__in=posts.held_on(today()).values("user")).order_by("name", "pk")
    form = answers_to(request, forms.ManagerForm, _managed(found), managers=managers)

    def save() -> str:
        services.name_manager(actor=request.user, sign_up=found, **form.cleaned_data)
        return _saved("Practice manager saved", found)

    return ask(request, form, _about(found, "Name the practice manager"), save, _managed)


@records_training
@require_safe
def counts(request: SignedInRequest, pk: int) -> HttpResponse:
    """The counts of one sign-up, the newest first: where a wrong one is found, corrected or taken back."""
    found = sign_up_or_404(request, pk)
    page = {
        "sign_up": found,
        "headcounts": found.headcounts.order_by("-as_of", "staff_group"),
        "list_sizes": found.list_sizes.order_by("-as_of"),
        "taken": TakenBack.objects.still_out().from_owner(found, request.user),
        "back": reverse("practices:practice", args=[found.practice.code]),
    }
    return render(request, "practices/counts.html", page)


def sign_up_or_404(request: SignedInRequest, pk: int) -> SignUp:
    """A sign-up this person may see and record for."""
    visible = SignUp.objects.visible_to(request.user).select_related("site__programme", "practice")
    found = get_object_or_404(visible, pk=pk)
    policies.may_record_training(request.user, found.site).require()
    return found


def _amended(found: SignUp) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("signed_up_on", "champion", "version")}


def _reason_for(found: SignUp) -> dict[str, Any]:
    return {"version": found.version}


def _left(found: SignUp) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("left_on", "why_left", "version")}


def _managed(found: SignUp) -> dict[str, Any]:
    return {"manager": found.manager_id, "version": found.version}


def _saved(sentence: str, found: SignUp) -> str:
    return f"{sentence}. Reference: sign-up {found.pk}."


def _about(found: SignUp, heading: str, lead: str = "") -> FormPage:
    """A form page about a practice at a site, which leads back to the practice's page."""
    back = reverse("practices:practice", args=[found.practice.code])
    return FormPage(heading, f"{found.practice.name}, {found.site.area}", "Save", back, lead)


def _only(sites: Any) -> int | None:
    """The one site to choose from, where there is one."""
    first = list(sites[:2])
    return first[0].pk if len(first) == 1 else None
