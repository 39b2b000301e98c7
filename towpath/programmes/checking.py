"""Core elements of which the record shows nothing, for whoever checks them: rooms above say what the record shows."""

from collections.abc import Callable, Iterable, Mapping

from towpath.foundation.periods import Quarter
from towpath.programmes.models import Site

NothingOf = Callable[[Site, Quarter, Iterable[str]], Mapping[str, str]]
_told_by: list[NothingOf] = []


def register(nothing_of: NothingOf) -> None:
    """Let a room above say of which elements its records show nothing in a quarter, by the element's name."""
    _told_by.append(nothing_of)


def nothing_shown(site: Site, quarter: Quarter, elements: Iterable[str]) -> dict[str, str]:
    """By element, what the record does not show of it in a quarter, in a sentence."""
    names = list(elements)
    return {name: sentence for told in _told_by for name, sentence in told(site, quarter, names).items()}
