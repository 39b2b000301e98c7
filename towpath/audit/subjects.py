"""What the subjects of entries are called, and where their pages are. Rooms above register theirs."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse

from towpath.access.grants import holds
from towpath.access.roles import Permission


@dataclass(frozen=True)
class SubjectPage:
    """The page of one kind of subject, and who may open it; anybody who is signed in where `needs` is None."""

    url_name: str
    needs: Permission | None = None


_places: dict[str, SubjectPage] = {}


def register(kind: str, url_name: str, *, needs: Permission | None = None) -> None:
    """Link entries about this kind of record ("plans.plan") to its page, which takes the record's key."""
    _places[kind] = SubjectPage(url_name, needs)


def address_of(kind: str, key: str, user: Any) -> str:
    """Where the record can be seen; "" where no page is known or this person may not open it."""
    place = _places.get(kind)
    if place is None or (place.needs and not holds(user, place.needs)):
        return ""
    return reverse(place.url_name, args=[key])


def noun_of(kind: str) -> str:
    """What this kind of record is called, such as "partnership"; its technical name where it is no longer known."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name) if kind else ""
    except (LookupError, ValueError):
        return kind
