"""What a page of delivery was asked for, read from its address: the day, and the sites."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from towpath.delivery.facts.rows import visible_sites
from towpath.delivery.facts.standing import SiteStanding, standings
from towpath.delivery.forms.board import SiteBoardFilter, days_offered, narrowed, options_of
from towpath.delivery.presenters.links import Links
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.programmes.models import Programme, Site
from towpath.training.policies import audience_of

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class BoardRequest:
    """The sites a person may see, as the filters leave them, on the day asked for."""

    day: date
    is_today: bool
    standings: list[SiteStanding]
    filters: SiteBoardFilter
    links: Links
    seen: int
    user: Any

    @property
    def sites(self) -> list[Site]:
        return [standing.site for standing in self.standings]

    @property
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


def asked_of(request: HttpRequest) -> BoardRequest:
    """The board asked for. A day that has not come yet, or is none, is today."""
    now = today()
    given = day_in(request, "on")
    day = given if given and given < now else now
    seen = [site for site in visible_sites(request.user, day) if site.programme.starts_on <= day or day == now]
    stand = list(standings(seen, day).values())
    days = days_offered((site.programme.starts_on for site in seen), now, given if day != now else None)
    filters = SiteBoardFilter(request.GET, options=options_of(stand), days=days)
    chosen = {name: str(value) for name, value in filters.chosen.items()}
    return BoardRequest(day, day == now, narrowed(stand, filters), filters, Links(chosen), len(seen), request.user)


def day_in(request: HttpRequest, name: str) -> date | None:
    """A day in the address, as 2021-09-30; None where there is none, or none that a programme can have had."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def site_in(request: HttpRequest, standing: list[SiteStanding]) -> list[SiteStanding]:
    """The one site named in the address, if one is; a site that is not seen is not found."""
    named = request.GET.get("site", "")
    if not named:
        return standing
    found = [one for one in standing if str(one.site.pk) == named]
    if not found:
        raise Http404
    return found
