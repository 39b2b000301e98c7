"""The board of sites, and the board as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.delivery.exports.board import board_sheet
from towpath.delivery.facts.board import BoardFacts, gather
from towpath.delivery.facts.quarters import quarters_up_to
from towpath.delivery.facts.rows import milestones_of_whole_programmes
from towpath.delivery.presenters.board import groups_of, rows_of, totals_of
from towpath.delivery.presenters.summary import rules_of, sites_by_mode
from towpath.delivery.views.asked import BoardRequest, asked_of
from towpath.foundation.figures import MEANINGS, NO_TARGET
from towpath.practices.views.downloads import list_as_file
from towpath.programmes.models import Milestone
from towpath.ui.filters import address_with, in_use

QUARTERS = 6
sees_sites = holders_of(Permission.VIEW_PROGRAMMES)


@sees_sites
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """How every site stands that a person may see, today or at the end of a past quarter."""
    asked = asked_of(request)
    facts = facts_of(asked)
    rows = rows_of(facts, asked.links, asked.audience)
    return render(request, "delivery/board.html", frame_of(request, asked, "delivery:board") | {
        "quarters": facts.quarters,
        "groups": groups_of(rows, asked.has_several_programmes),
        "totals": totals_of(facts, asked.links, asked.audience),
        "modes": [(one, address_with(request, mode=one.slug)) for one in sites_by_mode(rows)],
        "shown_rules": rules_of(facts),
        "site_query": "" if asked.is_today else f"?on={asked.day.isoformat()}",
        "csv": _csv_address(request, "delivery:board_csv"),
        "overdue_above": _overdue_above_sites(asked),
    })  # fmt: skip


@sees_sites
@require_safe
def board_csv(request: HttpRequest) -> HttpResponseBase:
    """The board with a line for each site."""
    asked = asked_of(request)
    facts = facts_of(asked)
    sheet = board_sheet(facts, rows_of(facts, asked.links, asked.audience))
    return list_as_file(request.user, sheet, asked.programmes, listed="sites", day=asked.day)


def _overdue_above_sites(asked: BoardRequest) -> list[Milestone]:
    """What is overdue for a whole programme: no row counts it, so it stands above them."""
    programmes = {one.site.programme_id for one in asked.standings}
    return list(milestones_of_whole_programmes(programmes, asked.day).select_related("programme"))


def facts_of(asked: BoardRequest) -> BoardFacts:
    """What the board is made of: the quarter of its day and the five before."""
    return gather(asked.standings, asked.day, quarters_up_to(asked.day, QUARTERS))


def frame_of(request: HttpRequest, asked: BoardRequest, name: str) -> dict[str, Any]:
    """What stands around the sites on each page that shows several."""
    return {
        "asked": asked,
        "day": asked.day,
        "filters": asked.filters,
        "filters_in_use": in_use(asked.filters, request),
        "clear": reverse(name),
        "meanings": MEANINGS,
        "no_target": NO_TARGET,
        "views": _views(request, name),
    }


def _views(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The board and the phases, as links that keep the filters."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    offered = (("Board", "delivery:board"), ("Phases side by side", "delivery:phases"))
    return [{"label": label, "href": reverse(name) + query, "is_current": name == current} for label, name in offered]


def _csv_address(request: HttpRequest, name: str) -> str:
    return f"{reverse(name)}?{request.GET.urlencode()}" if request.GET else reverse(name)
