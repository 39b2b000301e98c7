"""Pages about one record that rooms above offer to the room below that shows it, so that none is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from towpath.access.grants import Visitor
from towpath.access.verdicts import Verdict
from towpath.foundation.registry import Registry


@dataclass(frozen=True)
class OfferedPage:
    """A page about one record: its name, its address' name, and the policy that says who is offered it.

    `may_use` is asked with the person and the record.
    """

    label: str
    url_name: str
    may_use: Callable[[Any, Any], Verdict]
    order: int = 100


class OfferedPages(Registry[str, OfferedPage]):
    """What rooms above offer about records of one kind."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"page about a {noun}", key=lambda page: page.url_name)

    def links_for(self, user: Visitor, about: Model) -> list[dict[str, str]]:
        """The pages this person may use on this record, in order, as links."""
        pages = sorted(self, key=lambda page: (page.order, page.label))
        return [
            {"label": page.label, "href": reverse(page.url_name, args=[about.pk])}
            for page in pages
            if page.may_use(user, about)
        ]
