"""Figures as a page of delivery shows them: released for whoever looks, each with the list that makes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import urlencode

from django.urls import reverse

from towpath.facts.kinds import Fact
from towpath.foundation.figures import Audience, Figure, RatioOfSums, ReleasedFigure, Total, released, released_target


@dataclass(frozen=True)
class Linked:
    """A figure and the list that makes it."""

    figure: ReleasedFigure
    href: str = ""


@dataclass(frozen=True)
class LinkedTotal:
    """A total, the list that makes it, and which sites it is made without."""

    figure: ReleasedFigure
    href: str
    note: str
    sites: int


@dataclass(frozen=True)
class SumOfSum:
    """A ratio of several sites. The whole leads to its list where no site is left out, as the list has them all."""

    part: ReleasedFigure
    whole: Linked
    sites: int
    without: int


@dataclass(frozen=True)
class TargetReached:
    """A target that somebody set, and what was reached of it."""

    label: str
    reached: ReleasedFigure
    target: Linked


def link(figure: Figure, audience: Audience, href: str = "") -> Linked:
    return Linked(released([figure], audience)[0], href)


def link_target(number: int | None, href: str = "") -> Linked:
    return Linked(released_target(number), href)


def link_total(total: Total, audience: Audience, href: str) -> LinkedTotal:
    return LinkedTotal(released([total.figure], audience)[0], href, total.note, total.counted)


def link_ratio(ratio: RatioOfSums, audience: Audience, href: str) -> SumOfSum:
    part, whole = released([ratio.part, ratio.whole], audience)
    return SumOfSum(part, Linked(whole, "" if ratio.without else href), ratio.places, ratio.without)


def links_of(figures: Iterable[Figure], hrefs: Iterable[str], audience: Audience) -> list[Linked]:
    """Several figures released together, each with its list."""
    return [Linked(figure, href) for figure, href in zip(released(figures, audience), hrefs, strict=True)]


@cache
def _list_at(what: str) -> str:
    return reverse("delivery:figures", args=[what])


@dataclass(frozen=True)
class Links:
    """Leads from a figure to its list, with the filters a board was narrowed by, or at one site alone."""

    chosen: Mapping[str, str]

    @cached_property
    def _all_chosen(self) -> str:
        return urlencode(self.chosen)

    @cached_property
    def _day_chosen(self) -> str:
        return f"&on={self.chosen['on']}" if "on" in self.chosen else ""

    def to(
        self, fact: Fact, *, site: int | None = None, first: date | None = None, last: date | None = None,
        nth: int = -1, phase: int | None = None,
    ) -> str:  # fmt: skip
        """The list of a figure. `nth` is a quarter of delivery, counted at each site from its own first one.

        A board has hundreds of these, so the query is put together from keys and days, which need no quoting.
        """
        if site is not None:
            query = f"site={site}{self._day_chosen}"
        elif phase is not None:
            query = urlencode({**self.chosen, "phase": phase})
        else:
            query = self._all_chosen
        more = (f"&from={first}" if first else "") + (f"&until={last}" if last else "") + (f"&nth={nth}" * (nth >= 0))
        query = f"{query}{more}".lstrip("&")
        return f"{_list_at(fact.key)}?{query}" if query else _list_at(fact.key)

    def to_day(self, fact: Fact, site: int, last: date, day: date) -> str:
        """The list of a site's figure as it stood on an earlier day, or on the page's own."""
        return self.to(fact, site=site) if last == day else f"{_list_at(fact.key)}?site={site}&on={last}"
