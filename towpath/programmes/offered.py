"""What rooms above know of a site or a programme: pages that they offer, and core elements they have no record of."""

from collections.abc import Callable, Iterable, Mapping

from towpath.foundation.periods import Quarter
from towpath.foundation.registry import Registry
from towpath.programmes.models import Site
from towpath.ui.offered import OfferedPages

SITE_PAGES = OfferedPages("site")
PROGRAMME_PAGES = OfferedPages("programme")

NothingOf = Callable[[Site, Quarter, Iterable[str]], Mapping[str, str]]
# By the element's name, of which the records of a room show nothing in a quarter.
NOTHING_OF: Registry[NothingOf, NothingOf] = Registry("record of core elements")


def nothing_shown(site: Site, quarter: Quarter, elements: Iterable[str]) -> dict[str, str]:
    """By element, what the record does not show of it in a quarter, in a sentence."""
    names = list(elements)
    return {name: sentence for nothing_of in NOTHING_OF for name, sentence in nothing_of(site, quarter, names).items()}
