"""The line above the board: sites by mode, and practices trained against target."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from towpath.delivery.presenters.board import SiteRow
from towpath.programmes.models import Programme
from towpath.programmes.standing import MODES
from towpath.training.models import TrainingRule
from towpath.training.rule import NO_RULE
from towpath.ui.words import as_day


@dataclass(frozen=True)
class InMode:
    """So many sites work in a mode; `slug` is what the filter calls it."""

    slug: str
    label: str
    sites: int


def sites_by_mode(rows: Iterable[SiteRow]) -> tuple[InMode, ...]:
    """How many sites work in each mode, in the order a site goes through them."""
    counted = Counter(row.standing.mode_slug for row in rows)
    return tuple(InMode(slug, label, counted[slug]) for slug, label in MODES.items() if counted[slug])


@dataclass(frozen=True)
class RuleInForce:
    """What "fully trained" means on the day, and in which programmes since when."""

    words: str
    where: str


def rules_of_programmes(
    programmes: Iterable[Programme], rules: Mapping[int, TrainingRule], *, is_by_rule: bool = True
) -> tuple[RuleInForce, ...]:
    """Every rule once, for the figures that use it, with the programmes that share it; beside others its note."""
    listed = list(programmes)
    if not is_by_rule:
        return tuple(_notes(listed, rules))
    shared: dict[str, list[Programme]] = {}
    for programme in listed:
        shared.setdefault(_words(rules.get(programme.pk)), []).append(programme)
    return tuple(RuleInForce(words, _where(those, rules, len(listed) > 1)) for words, those in shared.items())


def _notes(programmes: Sequence[Programme], rules: Mapping[int, TrainingRule]) -> Iterator[RuleInForce]:
    for programme in programmes:
        rule = rules.get(programme.pk)
        if rule and rule.rule.note:
            yield RuleInForce(rule.rule.note, f"This is about {programme.name}." if len(programmes) > 1 else "")


def _words(rule: TrainingRule | None) -> str:
    return rule.rule.words if rule else NO_RULE


def _where(programmes: Sequence[Programme], rules: Mapping[int, TrainingRule], is_named: bool) -> str:
    """In force from 1 April 2020 in IRIS in the north, and from 1 July 2021 in IRIS in the south."""
    begun = {programme.name: rule.in_force_from for programme in programmes if (rule := rules.get(programme.pk))}
    if not begun:
        return f"This is about {', '.join(programme.name for programme in programmes)}." if is_named else ""
    days = [f"from {as_day(day)}{f' in {name}' if is_named else ''}" for name, day in begun.items()]
    return f"In force {', and '.join(days)}."


def earlier_rules(programme: Programme, used: Sequence[TrainingRule]) -> Iterator[RuleInForce]:
    """The rules by which earlier quarters of a page were counted, from all that it uses, the newest first."""
    for newer, older in pairwise(used):
        when = f"This held for quarters of {programme.name} that ended before {as_day(newer.in_force_from)}."
        yield RuleInForce(older.rule.words, when)


def rule_in_words(rule: TrainingRule | None) -> str:
    """The rule and since when it holds, or that there is none."""
    return f"{rule.rule.words} In force from {as_day(rule.in_force_from)}." if rule else NO_RULE
