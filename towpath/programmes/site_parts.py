"""What rooms above know of a site or a programme: they offer their pages here, so that none is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.programmes.models import Programme, Site


@dataclass(frozen=True)
class Part:
    """A page about one site or one programme: its name, its address' name, and the policy that offers it.

    `may_use` is asked with the person and the site, or the programme, that the page is about.
    """

    label: str
    url_name: str
    may_use: Callable[[Any, Any], Verdict]
    order: int = 100


_of_sites: dict[str, Part] = {}
_of_programmes: dict[str, Part] = {}


def offer_on_site(part: Part) -> None:
    """Offer a page about a site; called once from a room's `AppConfig.ready`."""
    _of_sites[part.url_name] = part


def offer_on_programme(part: Part) -> None:
    """Offer a page about a programme; called once from a room's `AppConfig.ready`."""
    _of_programmes[part.url_name] = part


def parts_of_site(user: Any, site: Site) -> list[dict[str, str]]:
    """The pages of other rooms that this person may use on this site, as links."""
    return _links(_of_sites, user, site)


def parts_of_programme(user: Any, programme: Programme) -> list[dict[str, str]]:
    """The pages of other rooms that this person may use on this programme, as links."""
    return _links(_of_programmes, user, programme)


def _links(offered: dict[str, Part], user: Any, about: Site | Programme) -> list[dict[str, str]]:
    parts = sorted(offered.values(), key=lambda part: (part.order, part.label))
    return [
        {"label": part.label, "href": reverse(part.url_name, args=[about.pk])}
        for part in parts
        if part.may_use(user, about)
    ]
