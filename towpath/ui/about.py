"""Where a block of a paper leads: rooms say on which page a record is, as what makes papers knows no address."""

from django.urls import reverse

_pages: dict[str, str] = {}


def register(kind: str, page: str) -> None:
    """Records of a kind, such as "plans.action", have a page of that name with their key in its address."""
    _pages[kind] = page


def address_of(about: str) -> str:
    """The address of a record named as "plans.action:12"; "" where no room has a page for it."""
    kind, _, key = about.partition(":")
    return reverse(_pages[kind], args=[key]) if kind in _pages and key.isdecimal() else ""
