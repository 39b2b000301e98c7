"""Practices at sites: who is signed up on a day, and which of those are fully trained.

Everything that counts or lists practices asks here, so that a list has as many rows as its figure says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from towpath.foundation.days import covers
from towpath.foundation.figures import Ratio
from towpath.practices.models import Headcount, SignUp
from towpath.practices.trained import TrainedPractices
from towpath.programmes.models import Site
from towpath.training.models import Attainment, TrainingRule


@dataclass(frozen=True, slots=True)
class Stay:
    """A practice's place at a site from a day until a day; `counted_from` is when its staff were first counted."""

    sign_up: int
    practice: int
    first: date
    last: date | None
    counted_from: date | None

    def covers(self, day: date) -> bool:
        return covers(self.first, self.last, day)

    def is_counted(self, day: date) -> bool:
        return self.counted_from is not None and self.counted_from <= day


@dataclass(frozen=True, slots=True)
class FirstTrained:
    """The first day on which a practice was fully trained by a rule at a site, and the row that says so."""

    day: date
    attainment: int


Attained = Mapping[int, FirstTrained]
NOTHING: Attained = {}
Sites = Iterable[int] | QuerySet[Site, Any]  # keys, or a question for them


@dataclass(frozen=True)
class SitePractices:
    """The practices of one site: their stays, and by rule and practice since when they are fully trained.

    A practice that leaves and signs up again is one practice, trained since the first day it reached the rule.
    """

    stays: list[Stay] = field(default_factory=list)
    attained: dict[int, dict[int, FirstTrained]] = field(default_factory=dict)

    def in_place(self, day: date) -> list[Stay]:
        """Practices signed up on a day, each once: by its newest stay."""
        return list({stay.practice: stay for stay in self.stays if stay.covers(day)}.values())

    def uncounted(self, day: date) -> list[Stay]:
        """Those of them whose staff nobody ever counted: they cannot be fully trained."""
        return [stay for stay in self.in_place(day) if not stay.is_counted(day)]

    def nobody_is_counted(self, day: date) -> bool:
        """Practices are signed up on the day, and of none were the staff ever counted."""
        in_place = self.in_place(day)
        return bool(in_place) and not any(stay.is_counted(day) for stay in in_place)

    def joined(self, first: date | None, last: date) -> list[Stay]:
        """Practices that signed up in a window, each once."""
        return list({stay.practice: stay for stay in self.stays if _lies_in(stay.first, first, last)}.values())

    def trained(self, day: date, rule: int | None) -> list[FirstTrained]:
        """Practices fully trained: those signed up on the day that had reached the rule by then."""
        reached = self._by(rule)
        return [reached[stay.practice] for stay in self.in_place(day) if self.is_trained(stay, day, rule)]

    def is_trained(self, stay: Stay, day: date, rule: int | None) -> bool:
        found = self._by(rule).get(stay.practice)
        return found is not None and found.day <= day

    def trained_of_signed_up(self, day: date, rule: int | None) -> Ratio:
        """Fully trained of signed up: the same practices on the same day."""
        return Ratio.of(self.in_place(day), day, lambda stay: self.is_trained(stay, day, rule))

    def ever_trained(self, day: date, rule: int | None) -> list[FirstTrained]:
        """Practices that were fully trained by a day, those that left since among them."""
        return self.became_trained(None, day, rule)

    def became_trained(self, first: date | None, last: date, rule: int | None) -> list[FirstTrained]:
        """Practices that became fully trained in a window, whether or not they left since."""
        return [one for one in self._by(rule).values() if _lies_in(one.day, first, last)]

    def trained_since(self, practice: int, rule: int | None) -> date | None:
        """Since when a practice is fully trained here."""
        found = self._by(rule).get(practice)
        return found.day if found else None

    def _by(self, rule: int | None) -> Attained:
        return self.attained.get(rule, NOTHING) if rule is not None else NOTHING


def _lies_in(day: date, first: date | None, last: date) -> bool:
    return day <= last and (first is None or first <= day)


@dataclass(frozen=True)
class Rules:
    """The rules for fully trained of some programmes, each in force from a day until a later one."""

    by_programme: Mapping[int, list[TrainingRule]]

    def on(self, programme: int, day: date) -> TrainingRule | None:
        """The rule in force on a day; None before the first."""
        begun = [rule for rule in self.by_programme.get(programme, ()) if rule.in_force_from <= day]
        return begun[-1] if begun else None

    def key_on(self, programme: int, day: date) -> int | None:
        rule = self.on(programme, day)
        return rule.pk if rule else None

    def in_force(self, day: date) -> dict[int, TrainingRule]:
        """By programme, the rule in force on a day."""
        return {programme: rule for programme in self.by_programme if (rule := self.on(programme, day))}


def rules_of(programmes: Iterable[int] | QuerySet[Any, int]) -> Rules:
    """Every rule of these programmes, in one query."""
    by_programme: dict[int, list[TrainingRule]] = defaultdict(list)
    for rule in TrainingRule.objects.filter(programme__in=_question(programmes)).order_by("in_force_from", "pk"):
        by_programme[rule.programme_id].append(rule)
    return Rules(by_programme)


def trained_on(programmes: QuerySet[Any, int], day: date) -> TrainedPractices:
    """Which practices of these programmes are fully trained on a day, for lists of the room below."""
    rules = rules_of(programmes).in_force(day)
    reached = Attainment.objects.filter(rule__in=[rule.pk for rule in rules.values()], reached_on__lte=day)
    return TrainedPractices({programme: rule.rule.words for programme, rule in rules.items()}, reached)


def practices_of(sites: Sites, day: date) -> dict[int, SitePractices]:
    """The practices of sites as far as they had come on a day, by the site's key, in one query."""
    found: dict[int, SitePractices] = defaultdict(SitePractices)
    attained: list[tuple[date, int, int, int, int]] = []
    known: set[int] = set()
    for sign_up, site, practice, first, last, counted_from, rule, reached_on, attainment in _rows(sites, day):
        if sign_up not in known:
            known.add(sign_up)
            found[site].stays.append(Stay(sign_up, practice, first, last, counted_from))
        if reached_on is not None and reached_on <= day:
            attained.append((reached_on, attainment, site, rule, practice))
    for reached_on, attainment, site, rule, practice in sorted(attained):
        found[site].attained.setdefault(rule, {}).setdefault(practice, FirstTrained(reached_on, attainment))
    return found


def _rows(sites: Sites, day: date) -> Iterable[Any]:
    """Sign-ups up to a day, the older of a practice before the newer, each with every attainment of its own."""
    counted = Headcount.objects.filter(sign_up=OuterRef("pk")).order_by().values("sign_up")
    first_counted = Subquery(counted.annotate(first=Min("as_of")).values("first"))
    listed = SignUp.objects.filter(site__in=_question(sites), signed_up_on__lte=day).order_by("pk")
    return listed.values_list(
        "pk", "site_id", "practice_id", "signed_up_on", "left_on", first_counted, "attainments__rule",
        "attainments__reached_on", "attainments__pk",
    )  # fmt: skip


def _question(keys: Iterable[int] | QuerySet[Any, Any]) -> Any:
    """Keys as a list; a question for keys stays one, so that the database asks it beside the other."""
    return keys if isinstance(keys, QuerySet) else list(keys)
