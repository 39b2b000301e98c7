"""One site in full, and its quarters as a file."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.delivery.exports import site_sheet
from towpath.delivery.forms import DayFilter, days_offered
from towpath.delivery.policies import may_open_list
from towpath.delivery.presenters.board import targets_reached
from towpath.delivery.presenters.linked import Linked, Links, link, link_target
from towpath.delivery.presenters.missing import missing_of
from towpath.delivery.presenters.site import QuarterLine, chart_lines, periods_in_picture, practice_lines, quarter_lines
from towpath.delivery.presenters.summary import earlier_rules, rule_in_words
from towpath.delivery.sites.page import SitePage, gather_site
from towpath.delivery.views.boards import day_in, sees_sites, visible_sites
from towpath.facts.kinds import Fact
from towpath.foundation.clock import today
from towpath.foundation.figures import MEANINGS, Audience
from towpath.practices.facts import SIGNED_UP
from towpath.practices.views.downloads import list_as_file
from towpath.programmes.facts import POSTS, TARGETS
from towpath.programmes.models import Measure
from towpath.programmes.presenters.milestones import present_milestones
from towpath.programmes.standing import SiteStanding, standings
from towpath.training.facts.feedback import answered_as_read
from towpath.training.facts.practices import EVER_TRAINED, TRAINED
from towpath.training.facts.sessions import ANSWERED, PEOPLE, SESSIONS, SUPPORT
from towpath.training.policies import audience_of
from towpath.ui.charts import target_bar

PRACTICES_SHOWN = 15


@sees_sites
@require_safe
def site(request: SignedInRequest, pk: int) -> HttpResponse:
    """How one site stands, today or at the end of a past quarter. Opening it is recorded."""
    standing = _standing(request, pk)
    record_reading(request.user, Event.SITE_SEEN, standing.site)
    audience, links = audience_of(request.user, [standing.site]), _links(standing)
    page = gather_site(standing, audience)
    lines = quarter_lines(page, links, audience)
    practices = practice_lines(page)
    return render(request, "delivery/site.html", {
        **_figures(page, lines, links, audience),
        "site": standing.site,
        "standing": standing,
        "day": standing.day,
        "is_today": standing.day == today(),
        "filters": _filter(request, standing),
        "query": _query(standing),
        "rule": rule_in_words(page.count.rule),
        "earlier_rules": earlier_rules(standing.site.programme, page.count.rules_used),
        "picture_of_periods": periods_in_picture(standing, standing.day == today()),
        "lines": lines,
        "practices": practices[:PRACTICES_SHOWN],
        "practices_in_all": len(practices),
        "milestones": present_milestones(page.milestones, standing.day),
        "quarter": page.count.quarter,
        "checks": page.checks,
        **_feedback(page, links, audience),
        "meanings": MEANINGS,
    })  # fmt: skip


@sees_sites
@require_safe
def site_csv(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The site's quarters, a line each."""
    standing = _standing(request, pk)
    audience = audience_of(request.user, [standing.site])
    page = gather_site(standing, audience)
    lines = quarter_lines(page, _links(standing), audience)
    sheet = site_sheet(page, lines)
    return list_as_file(request.user, sheet, [standing.site.programme], listed="site", day=standing.day)


def _standing(request: SignedInRequest, pk: int) -> SiteStanding:
    """The site on the day in the address, if this person may see it."""
    given, now = day_in(request, "on"), today()
    day = given if given and given < now else now
    site = get_object_or_404(visible_sites(request.user, day), pk=pk)
    return standings([site], day)[0]


def _links(standing: SiteStanding) -> Links:
    return Links({} if standing.day == today() else {"on": standing.day.isoformat()})


def _query(standing: SiteStanding) -> str:
    return "" if standing.day == today() else f"?on={standing.day.isoformat()}"


def _filter(request: SignedInRequest, standing: SiteStanding) -> DayFilter:
    now = today()
    past = standing.day if standing.day != now else None
    return DayFilter(request.GET, days=days_offered([standing.site.programme.starts_on], now, past))


def _feedback(page: SitePage, links: Links, audience: Audience) -> dict[str, Any]:
    """What people answered in the quarter, and how many; session by session for who works with the answers alone."""
    site = page.standing.site.pk
    listed = links.to(ANSWERED, site=site, first=page.count.quarter.start, last=page.count.day)
    answered = answered_as_read(page.count, audience, page.feedback)
    return {
        "feedback": page.feedback.of_site(site, audience) if page.feedback else [],
        "answered": link(answered, audience, listed if may_open_list(True, audience) else ""),
        "feedback_waits": page.feedback is None,
    }


def _figures(page: SitePage, lines: tuple[QuarterLine, ...], links: Links, audience: Audience) -> dict[str, Any]:
    """The site's figures, each with the list that makes it."""
    count, pk = page.count, page.standing.site.pk
    targets, target = page.targets_now, page.targets_now.get(Measure.PRACTICES_TRAINED)

    def linked(fact: Fact) -> Linked:
        return link(count.since_start(fact), audience, links.to(fact, site=pk))

    support_list = links.to(SUPPORT, site=pk, first=count.quarter.start, last=count.day)
    return {
        "signed_up": linked(SIGNED_UP),
        "trained": linked(TRAINED),
        "ever_trained": linked(EVER_TRAINED),
        "target": link_target(target, links.to(TARGETS[Measure.PRACTICES_TRAINED], site=pk)),
        "targets": targets_reached(count, targets, links, audience),
        "bar": target_bar(int(count.figure(TRAINED).number or 0), target or 0),
        "now": lines[-1],
        "support": link(count.figure(SUPPORT), audience, support_list),
        "posts_href": links.to(POSTS, site=pk),
        "missing": missing_of(count, page.last_checks, links),
        "charts": [
            chart_lines("Sessions held", "sessions", lines),
            chart_lines("People at sessions", "people", lines),
            chart_lines("Practices fully trained", "trained", lines),
        ],
        "sessions_total": linked(SESSIONS),
        "people_total": linked(PEOPLE),
        "csv": reverse("delivery:site_csv", args=[pk]) + _query(page.standing),
    }
