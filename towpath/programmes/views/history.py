"""How a site works and who is in post there: recording, correcting and ending."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import answers_to, ask
from towpath.programmes.forms.posts import SitePostForm
from towpath.programmes.forms.sites import LastDayForm, NewPeriodForm, PeriodForm
from towpath.programmes.models import SitePeriod, SitePost
from towpath.programmes.services import posts as post_services
from towpath.programmes.services import sites as services
from towpath.programmes.views.reaching import edits_programmes, of_site_to_edit, site_to_edit
from towpath.programmes.views.sites import about_site, last_day_of


@edits_programmes
@require_http_methods(["GET", "POST"])
def record_period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how a site works from a day on."""
    site = site_to_edit(request, pk)
    form = answers_to(request, NewPeriodForm, current=site.periods.filter(ended_on=None).first())

    def save() -> str:
        period = services.record_period(actor=request.user, site=site, **form.cleaned_data)
        return f"“{period.get_mode_display()}” recorded."

    return ask(request, form, about_site(site, "Record a period", "Record the period"), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def amend_period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a period of a site."""
    period = of_site_to_edit(request, SitePeriod.objects.all(), pk)
    form = answers_to(request, PeriodForm, _as_it_stands(period))

    def save() -> str:
        services.amend_period(actor=request.user, period=period, **form.cleaned_data)
        return "Period saved."

    return ask(request, form, about_site(period.site, "Amend the period", "Save"), save, _as_it_stands)


@edits_programmes
@require_http_methods(["GET", "POST"])
def give_site_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody a post at a site."""
    site = site_to_edit(request, pk)
    form = answers_to(request, SitePostForm, site=site)

    def save() -> str:
        post = post_services.give_site_post(actor=request.user, site=site, **form.cleaned_data)
        return f"{post.name} recorded as {post.get_kind_display().lower()}."

    return ask(request, form, about_site(site, "Record somebody in post", "Record the post"), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def end_site_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the last day of a post at a site."""
    post = of_site_to_edit(request, SitePost.objects.all(), pk)
    form = answers_to(request, LastDayForm, last_day_of(post))

    def save() -> str:
        post_services.end_site_post(actor=request.user, post=post, **form.cleaned_data)
        return f"Last day of {post.name} recorded."

    heading = f"When is {post.name}'s last day as {post.get_kind_display().lower()}?"
    return ask(request, form, about_site(post.site, heading, "Save"), save, last_day_of)


def _as_it_stands(period: SitePeriod) -> dict[str, Any]:
    return {name: getattr(period, name) for name in ("mode", "started_on", "ended_on", "reason", "version")}
