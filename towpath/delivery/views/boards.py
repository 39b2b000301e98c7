"""The board of sites, and the board as a file; the sites, filters and day that an address names."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.accounts.requests import SignedInRequest
from towpath.delivery.exports import board_sheet
from towpath.delivery.forms import SiteBoardFilter, days_offered, narrowed, options_of
from towpath.delivery.presenters.board import groups_of, rows_of, totals_of
from towpath.delivery.presenters.linked import Links
from towpath.delivery.presenters.summary import rules_of_programmes, sites_by_mode
from towpath.delivery.sites.counting import board_facts
from towpath.foundation.clock import today
from towpath.foundation.figures import MEANINGS, NO_TARGET, Audience
from towpath.practices.views.downloads import list_as_file
from towpath.programmes.models import Milestone, Programme, Site
from towpath.programmes.standing import SiteStanding, standings
from towpath.training.policies import audience_of
from towpath.ui.filters import address_with, in_use

sees_sites = holders_of(Permission.VIEW_PROGRAMMES)
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class SiteSelection:
    """The sites a person may see, as the filters leave them, on a day."""

    day: date
    is_today: bool
    standings: list[SiteStanding]
    filters: SiteBoardFilter
    links: Links
    seen: int
    user: User

    @property
    def sites(self) -> list[Site]:
        return [standing.site for standing in self.standings]

    @cached_property
    def audience(self) -> Audience:
        """Whether this person works with the rows of these sites, or reads their figures."""
        return audience_of(self.user, self.sites)

    @property
    def programmes(self) -> list[Programme]:
        """The programmes of these sites, each once."""
        return list({site.programme_id: site.programme for site in self.sites}.values())

    @property
    def has_several_programmes(self) -> bool:
        return len(self.programmes) > 1


@sees_sites
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """How every site stands that a person may see, today or at the end of a past quarter."""
    selection = selection_in(request)
    facts = board_facts(selection.standings, selection.day)
    rows = rows_of(facts, selection.links, selection.audience)
    return render(request, "delivery/board.html", frame_of(request, selection, "delivery:board") | {
        "quarters": facts.quarters,
        "groups": groups_of(rows, selection.has_several_programmes),
        "totals": totals_of(facts, selection.links, selection.audience),
        "modes": [(one, address_with(request, mode=one.slug)) for one in sites_by_mode(rows)],
        "shown_rules": rules_of_programmes(selection.programmes, facts.tally.rules.in_force(selection.day)),
        "site_query": "" if selection.is_today else f"?on={selection.day.isoformat()}",
        "csv": _csv_address(request, "delivery:board_csv"),
        "overdue_above": _overdue_above_sites(selection),
    })  # fmt: skip


@sees_sites
@require_safe
def board_csv(request: SignedInRequest) -> HttpResponseBase:
    """The board with a line for each site."""
    selection = selection_in(request)
    facts = board_facts(selection.standings, selection.day)
    sheet = board_sheet(facts, rows_of(facts, selection.links, selection.audience))
    return list_as_file(request.user, sheet, selection.programmes, listed="sites", day=selection.day)


def _overdue_above_sites(selection: SiteSelection) -> list[Milestone]:
    """What is overdue for a whole programme: no row counts it, so it stands above them."""
    programmes = {one.site.programme_id for one in selection.standings}
    overdue = Milestone.objects.overdue_at(selection.day).filter(site=None, programme__in=programmes)
    return list(overdue.select_related("programme"))


def frame_of(request: SignedInRequest, selection: SiteSelection, name: str) -> dict[str, Any]:
    """What stands around the sites on each page that shows several."""
    return {
        "selection": selection,
        "day": selection.day,
        "filters": selection.filters,
        "filters_in_use": in_use(selection.filters, request),
        "clear": reverse(name),
        "meanings": MEANINGS,
        "no_target": NO_TARGET,
        "views": _views(request, name),
    }


def _views(request: SignedInRequest, current: str) -> list[dict[str, Any]]:
    """The board and the phases, as links that keep the filters."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    offered = (("Board", "delivery:board"), ("Phases side by side", "delivery:phases"))
    return [{"label": label, "href": reverse(name) + query, "is_current": name == current} for label, name in offered]


def _csv_address(request: SignedInRequest, name: str) -> str:
    return f"{reverse(name)}?{request.GET.urlencode()}" if request.GET else reverse(name)


def selection_in(request: SignedInRequest) -> SiteSelection:
    """The sites, filters and day in the address. A day that has not come yet, or is none, is today."""
    now = today()
    given = day_in(request, "on")
    day = given if given and given < now else now
    seen = [site for site in visible_sites(request.user, day) if site.programme.starts_on <= day or day == now]
    listed = standings(seen, day)
    days = days_offered((site.programme.starts_on for site in seen), now, given if day != now else None)
    filters = SiteBoardFilter(request.GET, options=options_of(listed), days=days)
    chosen = {name: str(value) for name, value in filters.chosen.items()}
    return SiteSelection(day, day == now, narrowed(listed, filters), filters, Links(chosen), len(seen), request.user)


def visible_sites(user: User, day: date) -> QuerySet[Site]:
    """The sites of a person's board on a day, with what their names need and the end of all work as agreed by then."""
    return (
        Site.objects.visible_to(user)
        .with_end_of_work(day)
        .select_related("programme", "phase")
        .order_by("programme__name", "programme_id", "phase__position", "number")
    )


def day_in(request: SignedInRequest, name: str) -> date | None:
    """A day in the address, as 2021-09-30; None where there is none, or none that a programme can have had."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def only_site_in(request: SignedInRequest, listed: list[SiteStanding]) -> list[SiteStanding]:
    """The one site named in the address, if one is; a site that is not seen is not found."""
    named = request.GET.get("site", "")
    if not named:
        return listed
    sites = [one for one in listed if str(one.site.pk) == named]
    if not sites:
        raise Http404
    return sites
