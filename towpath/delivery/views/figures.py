"""The list behind a figure: as many rows, or a sum of them, as the figure said."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.delivery.policies import may_open_list
from towpath.delivery.presenters.lists import heading_of, list_sheet, rules_shown, scope_in_words
from towpath.delivery.sites.counting import count_sites
from towpath.delivery.sites.delivered import window_of
from towpath.delivery.views.boards import SiteSelection, day_in, only_site_in, sees_sites, selection_in
from towpath.facts.kinds import FACTS, Fact
from towpath.facts.listing import FactLine, FactList, Window
from towpath.practices.views.reaching import training_file
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.practices import Rules
from towpath.ui.filters import in_use
from towpath.ui.words import in_sentence_case


@dataclass(frozen=True)
class FigureRequest:
    """A figure to list the rows of: its sites and day, the days of its window, and its quarter of delivery, if any."""

    selection: SiteSelection
    listed: FactList
    rules: Rules
    first: date | None
    last: date
    nth: int | None


@sees_sites
@require_safe
def figures(request: SignedInRequest, what: str) -> HttpResponse:
    """The rows that make a figure, a page at a time."""
    return list_page(request, _list_of(request, what))


@sees_sites
@require_safe
def figures_csv(request: SignedInRequest, what: str) -> HttpResponseBase:
    """The whole list behind a figure, as a file. Taking it out is recorded."""
    return list_file(request, _list_of(request, what))


def _list_of(request: SignedInRequest, what: str) -> ListPage:
    fact = _fact_of_sites(what)
    figure = _figure_in(request, fact)
    may_open_list(fact.tells_of_people, figure.selection.audience).require()
    heading = heading_of(figure.listed)

    def take_out(query: ListQuery) -> ListFile:
        programmes = {site.pk: site.programme_id for site in figure.selection.sites}
        sheet = list_sheet(figure.listed, figure.first, figure.last, programmes, figure.rules)
        return training_file(query.user, sheet, figure.selection.programmes, what, figure.last)

    return ListPage(
        title=in_sentence_case(heading),
        template="delivery/figures.html",
        rows=lambda user: figure.listed,
        orders=(ListOrder("", "", fact.order),),
        empty="There is nothing to list: the figure is 0.",
        size=100,
        present=lambda query, lines: [_with_address(fact, line) for line in lines],
        around=lambda query, page: _around(query, figure),
        file="delivery:figures_csv",
        take_out=take_out,
    )


def _fact_of_sites(what: str) -> Fact:
    """The fact of that name, if it is counted at sites and has a list."""
    fact = FACTS.get(what)
    if fact is None or not fact.columns or not fact.is_counted_at("site"):
        raise Http404
    return fact


def _with_address(fact: Fact, line: FactLine) -> dict[str, Any]:
    return {"cells": line.cells, "href": reverse(fact.page, args=[line.page_of])}


def _around(query: ListQuery, figure: FigureRequest) -> dict[str, Any]:
    site = figure.selection.sites[0] if query.request.GET.get("site") else None
    fact = figure.listed.fact
    return {
        "fact": fact,
        "rows_in_all": len(figure.listed),
        "scope": scope_in_words(fact, figure.selection.day, figure.first, figure.last, figure.nth),
        "site": site,
        "narrowed_by": [] if site else in_use(figure.selection.filters, query.request),
        "shown_rules": rules_shown(figure.listed, figure.selection.programmes, figure.rules),
        "back": _back(query.request, figure.selection),
    }


def _figure_in(request: SignedInRequest, fact: Fact) -> FigureRequest:
    every = selection_in(request)
    selection = replace(every, standings=only_site_in(request, every.standings))
    first, last = day_in(request, "from"), min(day_in(request, "until") or selection.day, selection.day)
    nth = request.GET.get("nth", "")
    number = int(nth) if nth.isascii() and nth.isdigit() and len(nth) < 4 else None
    windows = _windows_of(selection.standings, number) if number is not None else _whole(selection, first, last)
    tally = count_sites(selection.standings, selection.day)
    listed = FactList(fact, tally, windows, selection.audience)
    return FigureRequest(selection, listed, tally.rules, first, last, number)


def _whole(selection: SiteSelection, first: date | None, last: date) -> tuple[Window, ...]:
    return (Window(frozenset(site.pk for site in selection.sites), last, first),)


def _windows_of(standings: list[SiteStanding], nth: int) -> tuple[Window, ...]:
    """Each site's own days of its nth quarter of delivery, sites with the same days together."""
    sites: dict[tuple[date | None, date], set[int]] = {}
    for standing in standings:
        window = window_of(standing, nth)
        if window:
            sites.setdefault(window, set()).add(standing.site.pk)
    return tuple(Window(frozenset(keys), last, first) for (first, last), keys in sites.items())


def _back(request: HttpRequest, selection: SiteSelection) -> str:
    """The page the figure most likely stood on: the site's, the phases', or the board."""
    on = {"on": selection.day.isoformat()} if not selection.is_today else {}
    if "site" in request.GET and "nth" not in request.GET:
        return reverse("delivery:site", args=[selection.sites[0].pk], query=on)
    name = "delivery:phases" if "nth" in request.GET else "delivery:board"
    return reverse(name, query=dict(selection.links.chosen))
