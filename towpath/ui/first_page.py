"""What the first page offers beside plans: rooms register a part, and a person sees those their roles call for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from towpath.access.grants import Visitor, holds_somewhere
from towpath.access.roles import Permission, Reach
from towpath.foundation.registry import Registry
from towpath.ui.navigation import address_of


@dataclass(frozen=True)
class PartEntry:
    """One line of a part: what it is called, where it leads, and what is said beside it."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class FirstPagePart:
    """A part of the first page for holders of the permission. `entries` is asked only where the part is shown.

    Where `reach` is named, it is for those whose permission reaches just so far, such as their own sites.
    `empty` stands where there are none; `all_label` and `url_name` lead to the page that holds all of them.
    """

    heading: str
    needs: Permission
    entries: Callable[[Any], Sequence[PartEntry]]
    empty: str
    all_label: str
    url_name: str
    order: int = 100
    reach: Reach | None = None


@dataclass(frozen=True)
class ShownPart:
    """A part as one person sees it."""

    heading: str
    entries: tuple[PartEntry, ...]
    empty: str
    all_label: str
    href: str


PARTS: Registry[str, FirstPagePart] = Registry("part of the first page", key=lambda part: part.heading)


def parts_for(user: Visitor) -> list[ShownPart]:
    """The parts this person's roles call for, in order."""
    parts = sorted(PARTS, key=lambda part: part.order)
    return [
        ShownPart(part.heading, tuple(part.entries(user)), part.empty, part.all_label, address_of(part.url_name))
        for part in parts
        if holds_somewhere(user, part.needs, reach=part.reach)
    ]
