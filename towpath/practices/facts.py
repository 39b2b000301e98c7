"""What can be counted of practices: those signed up on a day, those that signed up in a window, those never counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Min, QuerySet

from towpath.facts.counting import Tally
from towpath.facts.kinds import FACTS, FactColumn, Flow, Stock
from towpath.facts.listing import FactList
from towpath.foundation.days import covers
from towpath.practices.models import Headcount, SignUp
from towpath.programmes.facts import Work


class Stay(NamedTuple):
    """A practice's place at a site from a day until a day."""

    sign_up: int
    practice: int
    first: date
    last: date | None


FirstCounts = Mapping[int, date]  # by sign-up, the first day on which any of its staff were counted


@dataclass(frozen=True)
class SiteStays:
    """The practices of one site. A practice that leaves and signs up again is one practice."""

    stays: list[Stay] = field(default_factory=list)
    _in_place: dict[date, list[Stay]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def in_place(self, day: date) -> list[Stay]:
        """Practices signed up on a day, each once: by its newest stay. Asked of many days, by several facts each."""
        if day not in self._in_place:
            staying = {stay.practice: stay for stay in self.stays if covers(stay.first, stay.last, day)}
            self._in_place[day] = list(staying.values())
        return self._in_place[day]

    def uncounted(self, day: date, first_counts: FirstCounts) -> list[Stay]:
        """Those of them whose staff nobody ever counted: they cannot be fully trained."""
        return [stay for stay in self.in_place(day) if not is_counted(stay, day, first_counts)]

    def nobody_is_counted(self, day: date, first_counts: FirstCounts) -> bool:
        """Practices are signed up on the day, and of none were the staff ever counted."""
        in_place = self.in_place(day)
        return bool(in_place) and not any(is_counted(stay, day, first_counts) for stay in in_place)

    def joined(self, first: date | None, last: date) -> list[Stay]:
        """Practices that signed up in a window, each once."""
        return list({stay.practice: stay for stay in self.stays if lies_in(stay.first, first, last)}.values())


def is_counted(stay: Stay, day: date, first_counts: FirstCounts) -> bool:
    """Whether any staff were counted by the day."""
    first = first_counts.get(stay.sign_up)
    return first is not None and first <= day


def lies_in(day: date, first: date | None, last: date) -> bool:
    return day <= last and (first is None or first <= day)


def stays_at(tally: Tally) -> Mapping[int, SiteStays]:
    """The practices of each site as far as they had come on the day, older stays before newer, in one question."""
    listed = SignUp.objects.filter(site__in=tally.counted_keys, signed_up_on__lte=tally.day).order_by("pk")
    found: dict[int, SiteStays] = defaultdict(SiteStays)
    for row in listed.values_list("site", "pk", "practice", "signed_up_on", "left_on"):
        found[row[0]].stays.append(Stay._make(row[1:]))
    return found


def stays_of(sign_ups: Iterable[SignUp]) -> SiteStays:
    """The same of one site whose sign-ups are at hand."""
    ordered = sorted(sign_ups, key=lambda one: one.pk)
    return SiteStays([Stay(one.pk, one.practice_id, one.signed_up_on, one.left_on) for one in ordered])


def first_counts_at(tally: Tally) -> FirstCounts:
    """When staff of each sign-up were first counted; asked only where somebody asks about what was not counted."""
    counted = Headcount.objects.filter(sign_up__site__in=tally.counted_keys).order_by().values_list("sign_up")
    return dict(counted.annotate(first=Min("as_of")))


def _in_place(tally: Tally, site: int, day: date) -> list[Stay]:
    return tally.fetched(stays_at)[site].in_place(day)


def _uncounted(tally: Tally, site: int, day: date) -> list[Stay]:
    return tally.fetched(stays_at)[site].uncounted(day, tally.fetched(first_counts_at))


def _listed(stays: Callable[[Tally, int, date], list[Stay]]) -> Callable[[FactList], QuerySet[SignUp]]:
    """The sign-ups of such practices on the day."""

    def rows(fact_list: FactList) -> QuerySet[SignUp]:
        tally = fact_list.tally
        return _sign_ups(stay for site in tally.counted_keys for stay in stays(tally, site, tally.day))

    return rows


def _joined(fact_list: FactList) -> QuerySet[SignUp]:
    found = fact_list.tally.fetched(stays_at)
    return _sign_ups(
        stay for site, window in fact_list.by_place() for stay in found[site].joined(window.first, window.last)
    )


def _sign_ups(stays: Any) -> QuerySet[SignUp]:
    return SignUp.objects.filter(pk__in=[stay.sign_up for stay in stays])


LIST: dict[str, Any] = {
    "model": SignUp,
    "at": "site",
    "columns": (
        FactColumn("Practice", "practice.name"), FactColumn("Code", "practice.code"), FactColumn("Site", "site.area"),
        FactColumn("Signed up", "signed_up_on", date=True),
    ),
    "related": ("practice", "site"),
    "order": ("practice__name", "site_id"),
    "page": "practices:practice",
    "page_of": "practice.code",
}  # fmt: skip
SIGNED_UP = Stock(
    key="practices_signed_up", label="Practices signed up", one="practice signed up", many="practices signed up",
    number=lambda tally, site, first, last: len(_in_place(tally, site, last)),
    work=Work.SIGNS_UP, list_rows=_listed(_in_place), **LIST,
)  # fmt: skip
JOINED = Flow(
    key="practices_joined", label="Practices that signed up", one="practice that signed up",
    many="practices that signed up",
    number=lambda tally, site, first, last: len(tally.fetched(stays_at)[site].joined(first, last)),
    work=Work.SIGNS_UP, list_rows=_joined, **LIST,
)  # fmt: skip
UNCOUNTED = Stock(
    key="practices_uncounted", label="Practices whose staff were never counted",
    one="practice whose staff were never counted", many="practices whose staff were never counted",
    number=lambda tally, site, first, last: len(_uncounted(tally, site, last)),
    list_rows=_listed(_uncounted), **LIST,
)  # fmt: skip


def register() -> None:
    """Let what this room knows be counted, at sites."""
    FACTS.add(SIGNED_UP, JOINED, UNCOUNTED)
