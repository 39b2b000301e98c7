"""What the navigation offers: rooms register their entries, and a person sees only those they may reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from towpath.access.declare import access_at
from towpath.access.proofs import Proved, proved
from towpath.foundation.registry import Registry

Place = Literal["service", "person"]


@dataclass(frozen=True)
class Item:
    """One entry, shown to whoever the page itself lets in.

    `place` is "service" for the main navigation, or "person" for the entries beside the person's name.
    """

    label: str
    url_name: str
    order: int = 100
    place: Place = "service"


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it."""

    label: str
    href: str
    is_current: bool


MENU: Registry[str, Item] = Registry("entry of the menu", key=lambda item: item.url_name)


def links_for(request: HttpRequest, place: Place = "service") -> list[Link]:
    """The entries this person may reach, in order; none before they are signed in with all that is asked."""
    if not request.user.is_authenticated or proved(request) < Proved.ROLE:
        return []
    items = sorted((item for item in MENU if item.place == place), key=lambda item: (item.order, item.label))
    found = [(item.label, address) for item in items if (address := address_of(item.url_name))]
    offered = [(label, address) for label, address in found if _is_open(address, request)]
    here = _longest_prefix(request.path, [address for _, address in offered])
    return [Link(label, address, is_current=address == here) for label, address in offered]


def _is_open(address: str, request: HttpRequest) -> bool:
    access = access_at(address)
    return access is not None and access.lets_in(request.user)


def address_of(url_name: str) -> str:
    """The address of a page, or nothing where its room is not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _longest_prefix(path: str, addresses: Sequence[str]) -> str:
    """The entry a page belongs to: the longest address that its own begins with; "/" only for itself."""
    matching = [address for address in addresses if path == address or (address != "/" and path.startswith(address))]
    return max(matching, key=len, default="")
