"""The addresses of the lists behind figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import urlencode

from django.urls import reverse

from towpath.delivery.facts.count import Fact
from towpath.programmes.models import Measure

# The list behind each figure, and behind each kind of target.
LIST_OF = {
    Fact.SIGNED_UP: "signed-up",
    Fact.JOINED: "joined",
    Fact.TRAINED: "trained",
    Fact.BECAME_TRAINED: "became-trained",
    Fact.EVER_TRAINED: "ever-trained",
    Fact.SESSIONS: "sessions",
    Fact.PEOPLE: "people",
    Fact.SUPPORT: "support",
    Fact.ANSWERED: "answered",
}
TARGETS_OF = {
    Measure.PRACTICES_SIGNED_UP: "targets-signed-up",
    Measure.PRACTICES_TRAINED: "targets",
    Measure.SESSIONS: "targets-sessions",
    Measure.PEOPLE: "targets-people",
}


@cache
def _list_at(what: str) -> str:
    return reverse("delivery:figures", args=[what])


@dataclass(frozen=True)
class Links:
    """Leads from a figure to its list, with the filters a board was narrowed by, or at one site alone."""

    chosen: Mapping[str, str]

    @cached_property
    def _all_chosen(self) -> str:
        return urlencode(self.chosen)

    @cached_property
    def _day_chosen(self) -> str:
        return f"&on={self.chosen['on']}" if "on" in self.chosen else ""

    def to(
        self, what: str, *, site: int | None = None, first: date | None = None, last: date | None = None, nth: int = -1,
        phase: int | None = None,
    ) -> str:  # fmt: skip
        """The list of a figure. `nth` is a quarter of delivery, counted at each site from its own first one.

        A board has hundreds of these, so the query is put together from keys and days, which need no quoting.
        """
        if site is not None:
            asked = f"site={site}{self._day_chosen}"
        elif phase is not None:
            asked = urlencode({**self.chosen, "phase": phase})
        else:
            asked = self._all_chosen
        more = (f"&from={first}" if first else "") + (f"&until={last}" if last else "") + (f"&nth={nth}" * (nth >= 0))
        query = f"{asked}{more}".lstrip("&")
        return f"{_list_at(what)}?{query}" if query else _list_at(what)

    def to_day(self, what: str, site: int, last: date, day: date) -> str:
        """The list of a site's figure as it stood on an earlier day, or on the page's own."""
        return self.to(what, site=site) if last == day else f"{_list_at(what)}?site={site}&on={last}"
