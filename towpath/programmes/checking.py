"""Core elements of which the record shows nothing, for whoever checks them: rooms above say what the record shows."""

from collections.abc import Callable, Iterable, Mapping

from towpath.foundation.periods import Quarter
from towpath.foundation.registry import Registry
from towpath.programmes.models import Site

NothingOf = Callable[[Site, Quarter, Iterable[str]], Mapping[str, str]]
# By the element's name, of which the records of a room show nothing in a quarter.
NOTHING_OF: Registry[NothingOf, NothingOf] = Registry("record of core elements")


def nothing_shown(site: Site, quarter: Quarter, elements: Iterable[str]) -> dict[str, str]:
    """By element, what the record does not show of it in a quarter, in a sentence."""
    names = list(elements)
    return {name: sentence for told in NOTHING_OF for name, sentence in told(site, quarter, names).items()}
