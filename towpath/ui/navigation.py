"""What the navigation offers: rooms register their entries, and a person sees only those they may reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from towpath.access.grants import holds_somewhere
from towpath.access.roles import Permission
from towpath.access.second_factor import lacks_second_factor

Place = Literal["service", "person"]


@dataclass(frozen=True)
class Item:
    """One entry. Shown to any signed-in person where `any_of` is empty, else to holders of one of them.

    `place` is "service" for the main navigation, or "person" for the entries beside the person's name.
    """

    label: str
    url_name: str
    any_of: tuple[Permission, ...] = ()
    order: int = 100
    place: Place = "service"


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it."""

    label: str
    href: str
    is_current: bool


_registered: dict[str, Item] = {}


def register(item: Item) -> None:
    """Offer a page in the navigation; called once from the room's `AppConfig.ready`."""
    _registered[item.url_name] = item


def links_for(request: HttpRequest, place: Place = "service") -> list[Link]:
    """The entries this person may reach, in order; none before they are signed in with all that is asked."""
    if not request.user.is_authenticated or lacks_second_factor(request):
        return []
    wanted = sorted(_registered.values(), key=lambda item: (item.order, item.label))
    items = [item for item in wanted if item.place == place and _may_reach(request, item)]
    offered = [(item.label, address) for item in items if (address := address_of(item.url_name))]
    here = _longest_prefix(request.path, [address for _, address in offered])
    return [Link(label, address, is_current=address == here) for label, address in offered]


def _may_reach(request: HttpRequest, item: Item) -> bool:
    return not item.any_of or any(holds_somewhere(request.user, one) for one in item.any_of)


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
