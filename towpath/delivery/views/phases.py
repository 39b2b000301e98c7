"""Phases side by side, quarter of delivery by quarter of delivery."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.delivery.exports import phases_sheet
from towpath.delivery.presenters.phases import phases_of
from towpath.delivery.presenters.summary import RuleInForce, earlier_rules, rules_of_programmes
from towpath.delivery.sites.counting import SiteTally, count_sites
from towpath.delivery.sites.delivered import MEASURES
from towpath.delivery.views.boards import frame_of, sees_sites, selection_in
from towpath.practices.views.downloads import list_as_file
from towpath.programmes.models import Programme
from towpath.training.facts.practices import BY_RULE
from towpath.ui.filters import address_with


@sees_sites
@require_safe
def phases(request: SignedInRequest) -> HttpResponse:
    """What phases that began at different times had reached by their first quarter, their second, and so on."""
    selection = selection_in(request)
    named = request.GET.get("measure", "")
    measure = named if named in MEASURES else "trained"
    fact = MEASURES[measure]
    tally = count_sites(selection.standings, selection.day)
    shown = phases_of(tally.sites, fact, selection.links, selection.audience, selection.has_several_programmes)
    query = request.GET.urlencode()
    return render(request, "delivery/phases.html", frame_of(request, selection, "delivery:phases") | {
        "phases": shown,
        "measure": measure,
        "title": fact.label,
        "length": len(shown[0].cells) if shown else 0,
        "has_before": any(phase.before.figure.number for phase in shown),
        "measures": _measures(request, measure),
        "shown_rules": _rules(tally, selection.programmes, is_by_rule=fact in BY_RULE),
        "csv": reverse("delivery:phases_csv") + (f"?{query}" if query else ""),
    })  # fmt: skip


def _rules(tally: SiteTally, programmes: list[Programme], *, is_by_rule: bool) -> tuple[RuleInForce, ...]:
    """The rule in force on the day of each programme and, where practices are compared, those of earlier quarters."""
    used = {one.standing.site.programme_id: one.rules_used for one in tally.sites} if is_by_rule else {}
    earlier = (rule for programme in programmes for rule in earlier_rules(programme, used.get(programme.pk, ())))
    return (*rules_of_programmes(programmes, tally.rules.in_force(tally.day), is_by_rule=is_by_rule), *earlier)


@sees_sites
@require_safe
def phases_csv(request: SignedInRequest) -> HttpResponseBase:
    """Every quarter of delivery of every site, with all that was counted in it."""
    selection = selection_in(request)
    counts = count_sites(selection.standings, selection.day).sites
    sheet = phases_sheet(counts, selection.audience)
    return list_as_file(request.user, sheet, selection.programmes, listed="phases", day=selection.day)


def _measures(request: SignedInRequest, current: str) -> list[dict[str, Any]]:
    """What can be compared, as links that keep the filters."""
    return [
        {"label": fact.label, "href": address_with(request, measure=name), "is_current": name == current}
        for name, fact in MEASURES.items()
    ]
