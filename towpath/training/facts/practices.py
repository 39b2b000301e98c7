"""Practices fully trained: on a day, of those signed up; in a window; ever. By the rule in force on the day."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from towpath.facts.counting import Tally
from towpath.facts.kinds import FactColumn, Flow, Ratio, Stock
from towpath.facts.listing import FactList
from towpath.foundation.figures import Absence
from towpath.foundation.periods import Quarter, span_of
from towpath.practices.facts import SIGNED_UP, SiteStays, first_counts_at, stays_at
from towpath.practices.trained import TrainedPractices
from towpath.programmes.facts import Work
from towpath.training.models import Attainment, TrainingRule


class FirstTrained(NamedTuple):
    """The first day on which a practice was fully trained by a rule at a site, and the row that says so."""

    day: date
    attainment: int


FIRST_DAY = attrgetter("day")
Attained = Mapping[int, FirstTrained]
NOTHING: Attained = {}


@dataclass(frozen=True)
class SitePractices(SiteStays):
    """The practices of one site: their stays, and by rule and practice since when they are fully trained.

    A practice that leaves and signs up again is one practice, trained since the first day it reached the rule. `rules`
    are those of the site's programme by the day from which they hold, the oldest first.
    """

    attained: Mapping[int, Attained] = field(default_factory=dict)
    rules: tuple[tuple[date, int], ...] = ()
    _ordered: dict[int | None, list[FirstTrained]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rule_on(self, day: date) -> int | None:
        """The rule in force on a day; None before the first."""
        for begins, rule in reversed(self.rules):
            if begins <= day:
                return rule
        return None

    def trained(self, day: date) -> list[FirstTrained]:
        """Practices fully trained: those signed up on the day that had reached the rule in force by then."""
        reached = self._by(self.rule_on(day))
        found = (reached.get(stay.practice) for stay in self.in_place(day))
        return [one for one in found if one is not None and one.day <= day]

    def ever_trained(self, day: date) -> list[FirstTrained]:
        """Practices that were fully trained by a day, those that left since among them."""
        return self.became_trained(None, day)

    def became_trained(self, first: date | None, last: date) -> list[FirstTrained]:
        """Practices that became fully trained in a window, by the rule in force at its end, left since or not."""
        reached = self._in_order(self.rule_on(last))
        before = bisect_left(reached, first, key=FIRST_DAY) if first else 0
        return reached[before : bisect_right(reached, last, key=FIRST_DAY)]

    def trained_since(self, practice: int, day: date) -> date | None:
        """Since when a practice is fully trained here, by the rule in force on a day."""
        found = self._by(self.rule_on(day)).get(practice)
        return found.day if found else None

    def _in_order(self, rule: int | None) -> list[FirstTrained]:
        """By the day on which they reached the rule. Asked of many windows."""
        if rule not in self._ordered:
            self._ordered[rule] = sorted(self._by(rule).values())
        return self._ordered[rule]

    def _by(self, rule: int | None) -> Attained:
        return self.attained.get(rule, NOTHING) if rule is not None else NOTHING


@dataclass(frozen=True)
class Rules:
    """The rules for fully trained of some programmes, each in force from a day until a later one."""

    by_programme: Mapping[int, list[TrainingRule]]

    def on(self, programme: int, day: date) -> TrainingRule | None:
        """The rule in force on a day; None before the first."""
        begun = [rule for rule in self.by_programme.get(programme, ()) if rule.in_force_from <= day]
        return begun[-1] if begun else None

    def of_quarter(self, programme: int, quarter: Quarter, day: date) -> TrainingRule | None:
        """The rule by which a quarter is counted: in force on its last day, or on the day it is seen at."""
        return self.on(programme, span_of(quarter, day).last)

    def used(self, programme: int, quarters: Iterable[Quarter], day: date) -> tuple[TrainingRule, ...]:
        """The rules by which these quarters are counted, the newest first."""
        found = (self.of_quarter(programme, quarter, day) for quarter in sorted(quarters, reverse=True))
        return tuple({rule.pk: rule for rule in found if rule}.values())

    def at_sites(self, programmes: Mapping[int, int]) -> dict[int, list[tuple[date, int]]]:
        """The same as `rules_at`, of sites by the programmes they are of."""
        rules = {key: [(rule.in_force_from, rule.pk) for rule in listed] for key, listed in self.by_programme.items()}
        return {site: rules.get(programme, []) for site, programme in programmes.items()}

    def in_force(self, day: date) -> dict[int, TrainingRule]:
        """By programme, the rule in force on a day."""
        return {programme: rule for programme in self.by_programme if (rule := self.on(programme, day))}


def rules_of(programmes: Iterable[int] | QuerySet[Any, int]) -> Rules:
    """Every rule of these programmes, in one question."""
    keys: Any = programmes if isinstance(programmes, QuerySet) else list(programmes)
    by_programme: dict[int, list[TrainingRule]] = defaultdict(list)
    for rule in TrainingRule.objects.filter(programme__in=keys).order_by("in_force_from", "pk"):
        by_programme[rule.programme_id].append(rule)
    return Rules(by_programme)


def trained_on(programmes: QuerySet[Any, int], day: date) -> TrainedPractices:
    """Which practices of these programmes are fully trained on a day, for lists of the room below."""
    rules = rules_of(programmes).in_force(day)
    reached = Attainment.objects.filter(rule__in=[rule.pk for rule in rules.values()], reached_on__lte=day)
    return TrainedPractices({programme: rule.rule.words for programme, rule in rules.items()}, reached)


def practices_at(tally: Tally) -> Mapping[int, SitePractices]:
    """The practices of each site with what they reached by the day and the rules that hold there."""
    stays, rules = tally.fetched(stays_at), tally.fetched(rules_at)
    attained: dict[int, dict[int, dict[int, FirstTrained]]] = defaultdict(lambda: defaultdict(dict))
    reached = Attainment.objects.filter(sign_up__site__in=tally.counted_keys, reached_on__lte=tally.day)
    for day, pk, site, rule, practice in reached.order_by("reached_on", "pk").values_list(
        "reached_on", "pk", "sign_up__site", "rule", "sign_up__practice"
    ):
        attained[site][rule].setdefault(practice, FirstTrained(day, pk))
    return {
        site: SitePractices(stays[site].stays, attained[site], tuple(rules[site])) for site in tally.counted_keys
    }  # fmt: skip


def rules_at(tally: Tally) -> Mapping[int, list[tuple[date, int]]]:
    """Of each site, the rules of its programme by the day from which they hold."""
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rules: Any = TrainingRule.objects.filter(programme__sites__in=tally.counted_keys).order_by("in_force_from", "pk")
    for site, begins, rule in rules.values_list("programme__sites", "in_force_from", "pk"):
        found[site].append((begins, rule))
    return found


def as_if_set(tally: Tally, rule: int, reached: Mapping[int, date]) -> Mapping[int, SitePractices]:
    """The practices of each site as they would be if one rule held, from the days sign-ups would have reached it."""

    def of_site(practices: SitePractices) -> SitePractices:
        days: dict[int, FirstTrained] = {}
        for stay in practices.stays:
            on = reached.get(stay.sign_up)
            if on and on <= tally.day and (stay.practice not in days or on < days[stay.practice].day):
                days[stay.practice] = FirstTrained(on, 0)
        return replace(practices, attained={rule: days}, rules=((date.min, rule),))

    return {site: of_site(practices) for site, practices in tally.fetched(practices_at).items()}


def _why_none_trained(tally: Tally, site: int, last: date, why: Absence | None) -> Absence | None:
    """Why no practice is fully trained, if that is not because none reached the rule."""
    if why is Absence.NOT_DUE:
        return why
    practices = tally.fetched(practices_at)[site]
    if practices.rule_on(last) is None:
        return Absence.NOT_APPLICABLE
    if why is None and practices.nobody_is_counted(last, tally.fetched(first_counts_at)):
        return Absence.NOT_REPORTED
    return why


def _listed(reached: Callable[[SitePractices, date], list[FirstTrained]]) -> Callable[[FactList], QuerySet[Attainment]]:
    """What says that practices had reached the rule on the day."""

    def rows(fact_list: FactList) -> QuerySet[Attainment]:
        tally = fact_list.tally
        found = tally.fetched(practices_at)
        return _attainments(one for site in tally.counted_keys for one in reached(found[site], tally.day))

    return rows


def _became(fact_list: FactList) -> QuerySet[Attainment]:
    found = fact_list.tally.fetched(practices_at)
    return _attainments(
        one for site, window in fact_list.by_place() for one in found[site].became_trained(window.first, window.last)
    )


def _attainments(reached: Iterable[FirstTrained]) -> QuerySet[Attainment]:
    return Attainment.objects.filter(pk__in=[one.attainment for one in reached]).annotate(site_id=F("sign_up__site"))


LIST: dict[str, Any] = {
    "model": Attainment,
    "at": "site",
    "columns": (
        FactColumn("Practice", "sign_up.practice.name"), FactColumn("Code", "sign_up.practice.code"),
        FactColumn("Site", "sign_up.site.area"), FactColumn("Fully trained on", "reached_on", date=True),
    ),
    "related": ("sign_up__practice", "sign_up__site"),
    "order": ("reached_on",),
    "page": "practices:practice",
    "page_of": "sign_up.practice.code",
    "work": Work.DELIVERS,
    "why_none": _why_none_trained,
}  # fmt: skip
TRAINED = Stock(
    key="practices_trained", label="Practices fully trained", one="practice fully trained",
    many="practices fully trained",
    number=lambda tally, site, first, last: len(tally.fetched(practices_at)[site].trained(last)),
    list_rows=_listed(SitePractices.trained), **LIST,
)  # fmt: skip
BECAME_TRAINED = Flow(
    key="practices_became_trained", label="Practices that became fully trained",
    one="practice that became fully trained", many="practices that became fully trained",
    number=lambda tally, site, first, last: len(tally.fetched(practices_at)[site].became_trained(first, last)),
    list_rows=_became, **LIST,
)  # fmt: skip
EVER_TRAINED = Stock(
    key="practices_ever_trained", label="Practices ever fully trained", one="practice ever fully trained",
    many="practices ever fully trained",
    number=lambda tally, site, first, last: len(tally.fetched(practices_at)[site].ever_trained(last)),
    list_rows=_listed(SitePractices.ever_trained), **LIST,
)  # fmt: skip
TRAINED_OF_SIGNED_UP = Ratio("Practices fully trained of those signed up", TRAINED, SIGNED_UP)
BY_RULE = frozenset({TRAINED, BECAME_TRAINED, EVER_TRAINED})  # counted by the programme's rule for fully trained
