"""Phases side by side, quarter of delivery by quarter of delivery."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.delivery.exports.phases import phases_sheet
from towpath.delivery.facts import numbers
from towpath.delivery.facts.rows import Scope
from towpath.delivery.presenters.phases import MEASURES, Compared, phases_of
from towpath.delivery.presenters.summary import rules_of_programmes
from towpath.delivery.views.asked import Asked, asked_of
from towpath.delivery.views.boards import frame_of, sees_sites
from towpath.delivery.views.files import csv_of
from towpath.training.services.attaining import rules_in_force
from towpath.ui.filters import address_with


@sees_sites
@require_safe
def phases(request: HttpRequest) -> HttpResponse:
    """What phases that began at different times had reached by their first quarter, their second, and so on."""
    asked = asked_of(request)
    asked_for = request.GET.get("measure", "")
    measure = asked_for if asked_for in MEASURES else "trained"
    scope = scope_of(asked)
    found = phases_of(asked.standings, compared(scope, measure), asked.links, asked.has_several_programmes)
    query = request.GET.urlencode()
    return render(request, "delivery/phases.html", frame_of(request, asked, "delivery:phases") | {
        "phases": found,
        "measure": measure,
        "title": MEASURES[measure],
        "length": len(found[0].cells) if found else 0,
        "has_before": any(phase.before.total.number for phase in found),
        "measures": _measures(request, measure),
        "shown_rules": rules_of_programmes(asked.programmes, scope.rules) if measure == "trained" else (),
        "csv": reverse("delivery:phases_csv") + (f"?{query}" if query else ""),
    })  # fmt: skip


@sees_sites
@require_safe
def phases_csv(request: HttpRequest) -> HttpResponseBase:
    """Every quarter of delivery of every site, with all that was counted in it."""
    asked = asked_of(request)
    scope = scope_of(asked)
    sheet = phases_sheet(asked.standings, [compared(scope, measure) for measure in MEASURES], scope.rules)
    return csv_of(request.user, sheet, asked.programmes, listed="phases", day=asked.day)


def scope_of(asked: Asked) -> Scope:
    """All that the sites ever did up to the day."""
    rules = rules_in_force({site.programme_id for site in asked.sites}, asked.day)
    return Scope.of(asked.sites, asked.day, rules)


def compared(scope: Scope, measure: str) -> Compared:
    """What the sites did by quarter, of one measure."""
    tallies = numbers.trained_by_quarter(scope) if measure == "trained" else numbers.sessions_by_quarter(scope)[0]
    return Compared(measure, tallies, frozenset(scope.rules))


def _measures(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """What can be compared, as links that keep the filters."""
    return [
        {"label": MEASURES[name], "href": address_with(request, measure=name), "is_current": name == current}
        for name in MEASURES
    ]
