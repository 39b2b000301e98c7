"""The list behind a figure: as many rows, or a sum of them, as the figure said."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.asking.lists import ListFile, ListOrder, ListPage, ListRequest, list_file, list_page
from towpath.delivery.exports.lists import list_sheet
from towpath.delivery.facts.delivered import window_of
from towpath.delivery.facts.rows import Scope, Window
from towpath.delivery.facts.standing import SiteStanding
from towpath.delivery.policies import may_open_list
from towpath.delivery.presenters.listing import FigureList, lines_of, shown_list
from towpath.delivery.presenters.lists import LISTS, Listed
from towpath.delivery.presenters.scopes import scope_in_words
from towpath.delivery.presenters.summary import RuleInForce, rules_of_programmes
from towpath.delivery.views.asked import BoardRequest, asked_of, day_in, site_in
from towpath.delivery.views.boards import sees_sites
from towpath.foundation.clock import today
from towpath.practices.views.reaching import training_file
from towpath.training.facts.practices import rules_of
from towpath.ui.filters import in_use
from towpath.ui.words import in_sentence_case


@dataclass(frozen=True)
class Looked:
    """A list asked for: its sites and day, the days of its window, and the quarter of delivery if one is named."""

    asked: BoardRequest
    scope: Scope
    first: date | None
    last: date
    nth: int | None

    def shown_rules(self, kind: Listed) -> tuple[RuleInForce, ...]:
        """Every rule by which rows are listed, with its programmes: on the day, or at a window's end."""
        ends = (
            {window.last for window in self.scope.windows} if kind.has_window and kind.is_by_rule else {self.asked.day}
        )
        shown = (
            rules_of_programmes(self.asked.programmes, self.scope.rules.in_force(day), is_by_rule=kind.is_by_rule)
            for day in sorted(ends, reverse=True) or [self.asked.day]
        )
        return tuple(dict.fromkeys(rule for rules in shown for rule in rules))


@sees_sites
@require_safe
def figures(request: HttpRequest, what: str) -> HttpResponse:
    """The rows that make a figure, a page at a time."""
    return list_page(request, _list_of(request, what))


@sees_sites
@require_safe
def figures_csv(request: HttpRequest, what: str) -> HttpResponseBase:
    """The whole list behind a figure, as a file. Taking it out is recorded."""
    return list_file(request, _list_of(request, what))


def _list_of(request: HttpRequest, what: str) -> ListPage:
    looked = _looked_at(request, what)
    kind, shown = LISTS[what], shown_list(what, looked.scope, looked.asked.audience)

    def take_out(asked: ListRequest) -> ListFile:
        sheet = list_sheet(what, looked.scope, looked.first, looked.last)
        return training_file(asked.user, sheet, looked.asked.programmes, what, looked.last)

    return ListPage(
        title=in_sentence_case(shown.heading),
        template="delivery/figures.html",
        rows=lambda user: kind.fetched(looked.scope),
        orders=(ListOrder("", "", kind.order),),
        empty="There is nothing to list: the figure is 0.",
        size=100,
        present=lambda asked, rows: lines_of(kind, rows, address_of_page),
        around=lambda asked, page: _around(asked, looked, shown),
        file="delivery:figures_csv",
        take_out=take_out,
    )


def _around(asked: ListRequest, looked: Looked, shown: FigureList) -> dict[str, Any]:
    site = looked.asked.sites[0] if asked.request.GET.get("site") else None
    return {
        "shown": shown,
        "scope": scope_in_words(shown.kind, looked.asked.day, looked.first, looked.last, looked.nth),
        "site": site,
        "narrowed_by": [] if site else in_use(looked.asked.filters, asked.request),
        "shown_rules": looked.shown_rules(shown.kind),
        "back": _back(asked.request, looked.asked),
    }


def address_of_page(name: str, key: int | str) -> str:
    return reverse(name, args=[key])


def _looked_at(request: HttpRequest, what: str) -> Looked:
    """What is looked at, if this person may look at it."""
    looked = _window_of(request, what)
    may_open_list(LISTS[what].is_of_people_who_answered, looked.asked.audience).require()
    return looked


def _window_of(request: HttpRequest, what: str) -> Looked:
    if what not in LISTS:
        raise Http404
    asked = asked_of(request)
    asked = replace(asked, standings=site_in(request, asked.standings))
    first, last = day_in(request, "from"), min(day_in(request, "until") or asked.day, asked.day)
    nth = request.GET.get("nth", "")
    number = int(nth) if nth.isascii() and nth.isdigit() and len(nth) < 4 else None
    windows = _windows_of(asked.standings, number) if number is not None else _whole(asked, first, last)
    rules = rules_of({site.programme_id for site in asked.sites})
    return Looked(asked, Scope(tuple(asked.sites), asked.day, today(), rules, windows), first, last, number)


def _whole(asked: BoardRequest, first: date | None, last: date) -> tuple[Window, ...]:
    return (Window(frozenset(site.pk for site in asked.sites), last, first),)


def _windows_of(standings: list[SiteStanding], nth: int) -> tuple[Window, ...]:
    """Each site's own days of its nth quarter of delivery, sites with the same days together."""
    sites: dict[tuple[date | None, date], set[int]] = {}
    for standing in standings:
        window = window_of(standing, nth)
        if window:
            sites.setdefault(window, set()).add(standing.site.pk)
    return tuple(Window(frozenset(keys), last, first) for (first, last), keys in sites.items())


def _back(request: HttpRequest, asked: BoardRequest) -> str:
    """The page the figure most likely stood on: the site's, the phases', or the board."""
    on = {"on": asked.day.isoformat()} if not asked.is_today else {}
    if "site" in request.GET and "nth" not in request.GET:
        return reverse("delivery:site", args=[asked.sites[0].pk], query=on)
    name = "delivery:phases" if "nth" in request.GET else "delivery:board"
    return reverse(name, query=dict(asked.links.chosen))
