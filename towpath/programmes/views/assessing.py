"""Targets and checks of a quarter, and risk assessments."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import answers_to, ask
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.programmes.forms.assessing import ChecksForm, RiskForm, TargetsForm
from towpath.programmes.models import Site
from towpath.programmes.offered import nothing_shown
from towpath.programmes.services import assessing, targets
from towpath.programmes.views.reaching import edits_programmes, named_in_address, quarter_in, site_to_edit
from towpath.programmes.views.sites import about_site
from towpath.records.holding import fingerprint

COUNTED = "Counted from the programme’s start to the end of the quarter. Leave a box empty for no target."


@edits_programmes
@require_http_methods(["GET", "POST"])
def set_targets(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set what a site is to reach by the end of a quarter."""
    site, quarter = site_to_edit(request, pk), quarter_in(request)
    if onward := named_in_address(request, quarter):
        return onward

    def as_it_stands(current: Site) -> dict[str, Any]:
        numbers = targets.targets_of(current, quarter)
        return numbers | {"version": fingerprint(numbers)}

    form = answers_to(request, TargetsForm, as_it_stands(site))

    def save() -> str:
        version = form.cleaned_data["version"]
        targets.set_targets(actor=request.user, site=site, quarter=quarter, numbers=form.numbers, version=version)
        return f"Targets of {quarter} saved."

    page = about_site(site, f"Targets of {quarter}", "Save the targets", "programmes/question_of_quarter.html")
    return ask(request, form, replace(page, lead=COUNTED), save, as_it_stands, **_neighbours(site, quarter))


@edits_programmes
@require_http_methods(["GET", "POST"])
def assess_risk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a site's assessment of meeting in person."""
    site = site_to_edit(request, pk)
    form = answers_to(request, RiskForm)

    def save() -> str:
        assessment = assessing.assess_risk(actor=request.user, site=site, **form.cleaned_data)
        return f"Risk assessment recorded: {assessment.get_outcome_display().lower()}."

    return ask(request, form, about_site(site, "Record a risk assessment", "Record the assessment"), save)


@edits_programmes
@require_http_methods(["GET", "POST"])
def check_core_elements(request: SignedInRequest, pk: int) -> HttpResponse:
    """One quarter's check of all core elements of a site."""
    site, quarter = site_to_edit(request, pk), quarter_in(request)
    if onward := named_in_address(request, quarter):
        return onward
    elements = list(site.programme.core_elements.all())

    def as_it_stands(current: Site) -> dict[str, Any]:
        return _as_found(current, quarter)

    form = answers_to(request, ChecksForm, as_it_stands(site), elements=elements)

    def save() -> str:
        checks = assessing.check_core_elements(
            actor=request.user, site=site, quarter=quarter, findings=form.findings, version=form.cleaned_data["version"]
        )
        return (
            f"Check of {quarter} saved."
            if checks
            else f"Nothing of {quarter} was changed: no element has a new finding."
        )

    page = about_site(site, f"Core elements in {quarter}", "Save the check", "programmes/check_core_elements.html")
    shown = {"nothing_shown": nothing_shown(site, quarter, (element.name for element in elements))}
    return ask(request, form, page, save, as_it_stands, **_neighbours(site, quarter) | shown)


def _as_found(site: Site, quarter: Quarter) -> dict[str, str]:
    """What the newest check of the quarter found, as the form asks for it."""
    newest = assessing.newest_checks(site, quarter)
    parts = ("finding", "reason", "evidence")
    answers = {f"{part}_{pk}": one for pk, check in newest.items() for part, one in zip(parts, check, strict=True)}
    return answers | {"version": fingerprint(newest)}


def _neighbours(site: Site, quarter: Quarter) -> dict[str, Any]:
    """The quarter a question is about, and those beside it that it can be asked of."""
    before = quarter.previous()
    has_before = before.end >= site.programme.starts_on
    return {"quarter": quarter, "before": before if has_before else None, "after": quarter.next(), "day": today()}
