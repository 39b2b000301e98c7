"""Support to practices: a quarter by who gave it, and recording a piece."""

from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.grants import Visitor
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.practices.models import SignUp
from towpath.practices.views.reaching import records_training, sees_training
from towpath.programmes.models import Site, SitePost
from towpath.training import policies
from towpath.training.forms.support import CorrectSupportForm, SupportFilter, SupportForm, quarters_since
from towpath.training.models import Support, SupportKind
from towpath.training.presenters import support as presenting
from towpath.training.services import support as services


@sees_training
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Hours of a quarter by kind and by who gave them; each figure opens the pieces that make it."""
    visible = Support.objects.visible_to(request.user)
    asked = request.GET.copy()
    asked.setdefault("quarter", Quarter.containing(today()).slug)
    filters = SupportFilter(
        asked, sites=sites_of(request.user), quarters=quarters_of(visible), leave_out=("kind", "post", "practice")
    )
    chosen = {name: filters.chosen[name] for name in ("site", "quarter") if name in filters.chosen}
    return render(
        request,
        "training/support.html",
        {
            "filters": filters,
            "sums": _table(filters.narrow(visible)),
            "kinds": list(SupportKind),
            "asked": chosen,
            "quarter": filters.chosen_quarter,
            "nobody": "nobody",
        },
    )


def _table(narrowed: QuerySet[Support]) -> presenting.SupportTable:
    rows = narrowed.order_by().values_list("given_by", "kind").annotate(Count("pk"), Sum("hours"))
    sums = [presenting.SupportSum(post, SupportKind(kind), pieces, hours) for post, kind, pieces, hours in rows]
    posts = SitePost.objects.filter(pk__in={one.post for one in sums}).select_related("site")
    named = {post.pk: (post.name, f"{post.get_kind_display()}, {post.site.area}") for post in posts}
    return presenting.support_table(sums, named)


def sites_of(user: Visitor) -> list[tuple[str, str]]:
    """The sites to choose from in a filter."""
    return [(str(site.pk), site.area) for site in Site.objects.visible_to(user).order_by("area", "pk")]


def quarters_of(visible: QuerySet[Support]) -> list[tuple[str, str]]:
    """The quarters to choose from: since the first piece of support."""
    return quarters_since(visible.aggregate(first=Min("given_on"))["first"])


@records_training
@require_http_methods(["GET", "POST"])
def record_support(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a visit, advice, a meeting or resources left at a practice that is signed up."""
    visible = SignUp.objects.visible_to(request.user).select_related("site__programme", "practice")
    sign_up = get_object_or_404(visible, pk=pk)
    policies.may_record_support(request.user, sign_up).require()
    posts = SitePost.objects.filter(site=sign_up.site_id).order_by("name", "pk")
    mine = posts.filter(person=request.user).held_on(today()).first()
    form = answers_to(request, SupportForm, {"given_by": mine and mine.pk}, posts=posts)

    def save() -> str:
        saved = services.record_support(actor=request.user, sign_up=sign_up, **form.cleaned_data)
        return f"Support saved. Reference: support {saved.pk}."

    caption = f"{sign_up.practice.name}, {sign_up.site.area}"
    back = reverse("training:support_list", query={"practice": sign_up.practice.code})
    return ask(request, form, FormPage("Record support", caption, "Save support", back), save)


@records_training
@require_http_methods(["GET", "POST"])
def correct_support(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a piece of support, and say why."""
    visible = Support.objects.visible_to(request.user).select_related("sign_up__site__programme", "sign_up__practice")
    found = get_object_or_404(visible, pk=pk)
    policies.may_record_support(request.user, found.sign_up).require()
    posts = SitePost.objects.filter(site=found.sign_up.site_id).order_by("name", "pk")
    form = answers_to(request, CorrectSupportForm, _as_it_stands(found), posts=posts)
    if request.method == "GET" and found.note:
        record_reading(request.user, Event.SUPPORT_SEEN, found.sign_up.site.programme, notes=1)

    def save() -> str:
        services.correct_support(actor=request.user, support=found, **form.cleaned_data)
        return "Support corrected."

    caption = f"{found.sign_up.practice.name}, {found.sign_up.site.area}"
    back = reverse("history", args=["training.support", found.pk])
    return ask(request, form, FormPage("Correct the support", caption, "Save", back), save, _as_it_stands)


def _as_it_stands(support: Support) -> dict[str, Any]:
    kept = {name: getattr(support, name) for name in ("kind", "given_on", "hours", "note", "version")}
    return kept | {"given_by": support.given_by_id}
