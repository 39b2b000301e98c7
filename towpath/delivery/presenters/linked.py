"""Figures as a page of delivery shows them: released for whoever looks, each with the list that makes it."""

from collections.abc import Iterable
from dataclasses import dataclass

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
