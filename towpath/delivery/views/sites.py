"""One site in full, and its quarters as a file."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.delivery.exports.site import site_sheet
from towpath.delivery.facts.figure import MEANINGS, Figure
from towpath.delivery.facts.history import SiteFacts, gather_site
from towpath.delivery.facts.rows import visible_sites
from towpath.delivery.facts.standing import Standing, standings
from towpath.delivery.forms.board import days_offered
from towpath.delivery.forms.site import DayFilter
from towpath.delivery.presenters.board import Linked
from towpath.delivery.presenters.charts import reach
from towpath.delivery.presenters.figures import signed_up_at, target_of, trained_at
from towpath.delivery.presenters.gaps import Unrecorded, gaps_of
from towpath.delivery.presenters.links import Links
from towpath.delivery.presenters.places import place_of
from towpath.delivery.presenters.site import History, QuarterLine, chart_lines, practice_lines, quarter_lines
from towpath.delivery.presenters.strip import strip_of
from towpath.delivery.presenters.summary import rule_in_words
from towpath.delivery.views.asked import day_in
from towpath.delivery.views.boards import sees_sites
from towpath.delivery.views.files import csv_of
from towpath.foundation.clock import today
from towpath.programmes.presenters.milestones import present_milestones
from towpath.training.models import Answer
from towpath.training.presenters.feedback import ChangeLine, Said, change_lines

PRACTICES_SHOWN = 15


@sees_sites
@require_safe
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """How one site stands, today or at the end of a past quarter. Opening it is recorded."""
    standing = _standing(request, pk)
    with transaction.atomic():
        record(actor=request.user, event=Event.SITE_SEEN, subject=standing.site)
    facts, links = gather_site(standing), _links(standing)
    lines = quarter_lines(standing, _history(facts), links)
    practices = practice_lines(facts.sign_ups, facts.trained)
    return render(request, "delivery/site.html", {
        **_figures(facts, lines, links),
        "site": standing.site,
        "standing": standing,
        "day": standing.day,
        "is_today": standing.day == today(),
        "filters": _filter(request, standing),
        "query": _query(standing),
        "rule": rule_in_words(facts.rule),
        "strip": strip_of(standing, standing.day == today()),
        "lines": lines,
        "practices": practices[:PRACTICES_SHOWN],
        "practices_in_all": len(practices),
        "milestones": present_milestones(facts.milestones, standing.day),
        "quarter": facts.quarter,
        "checks": facts.checks,
        "feedback": _feedback(facts.answers),
        "meanings": MEANINGS,
    })  # fmt: skip


@sees_sites
@require_safe
def site_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The site's quarters, a line each."""
    standing = _standing(request, pk)
    facts = gather_site(standing)
    lines = quarter_lines(standing, _history(facts), _links(standing))
    sheet = site_sheet(facts, lines)
    return csv_of(request.user, sheet, [standing.site.programme], listed="site", day=standing.day)


def _standing(request: HttpRequest, pk: int) -> Standing:
    """The site on the day asked for, if this person may see it."""
    found = get_object_or_404(visible_sites(request.user), pk=pk)
    given, now = day_in(request, "on"), today()
    day = given if given and given < now else now
    return standings([found], day)[found.pk]


def _links(standing: Standing) -> Links:
    return Links({} if standing.day == today() else {"on": standing.day.isoformat()})


def _query(standing: Standing) -> str:
    return "" if standing.day == today() else f"?on={standing.day.isoformat()}"


def _history(facts: SiteFacts) -> History:
    days = sorted(facts.trained.values())
    return History(facts.quarters, facts.tallies, days, facts.targets, facts.rule is not None)


def _filter(request: HttpRequest, standing: Standing) -> DayFilter:
    now = today()
    asked = standing.day if standing.day != now else None
    return DayFilter(request.GET, days=days_offered([standing.site.programme.starts_on], now, asked))


def _feedback(answers: list[Answer]) -> list[ChangeLine]:
    """What changed from before sessions to after them, for each question that somebody answered."""
    questions = list({answer.question_id: answer.question for answer in answers}.values())
    said = (Said(one.session_id, one.question_id, one.respondent, one.moment, one.value) for one in answers)
    return change_lines(questions, said)


def _figures(facts: SiteFacts, lines: tuple[QuarterLine, ...], links: Links) -> dict[str, Any]:
    """The site's figures, each with the list that makes it."""
    standing, pk = facts.standing, facts.standing.site.pk
    target = target_of(facts.targets, facts.quarter)
    trained = trained_at(standing, len(facts.trained), facts.practices, facts.rule is not None)
    unrecorded = Unrecorded(facts.past_their_day, facts.unattended)
    return {
        "place": place_of(standing),
        "signed_up": Linked(signed_up_at(standing, facts.practices), links.to("signed-up", site=pk)),
        "trained": Linked(trained, links.to("trained", site=pk)),
        "target": Linked(target, links.to("targets", site=pk)),
        "bar": reach(trained.number or 0, target.number or 0),
        "now": lines[-1],
        "support": facts.support,
        "support_href": links.to("support", site=pk, first=facts.quarter.start, last=standing.day),
        "posts_href": links.to("posts", site=pk),
        "missing": gaps_of(standing, facts.practices, unrecorded, links),
        "charts": [
            chart_lines("Sessions held", "sessions", lines),
            chart_lines("People at sessions", "people", lines),
            chart_lines("Practices fully trained, in all", "trained_in_all", lines),
        ],
        "sessions_total": Linked(
            Figure(sum(one.sessions.figure.number or 0 for one in lines)), links.to("sessions", site=pk)
        ),
        "people_total": Linked(
            Figure(sum(one.people.figure.number or 0 for one in lines)), links.to("people", site=pk)
        ),
        "csv": reverse("delivery:site_csv", args=[pk]) + _query(standing),
    }
