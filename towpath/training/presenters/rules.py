"""The rules of a programme, newest first, each with the days on which it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.facts.counting import Tally
from towpath.foundation.figures import Audience, ReleasedFigure, released
from towpath.practices.facts import SIGNED_UP
from towpath.training.facts.practices import TRAINED_OF_SIGNED_UP
from towpath.training.models import TrainingRule
from towpath.ui.words import as_day, count_of


@dataclass(frozen=True)
class RuleLine:
    """One rule in words."""

    pk: int
    standing: str
    days: str
    asks: tuple[str, ...]
    refresher: str
    note: str
    reason: str
    is_in_force: bool


def present_rules(rules: Iterable[TrainingRule], day: date) -> tuple[RuleLine, ...]:
    """Rules from the newest to the oldest; each holds until the day before the next begins."""
    newest_first = sorted(rules, key=lambda rule: rule.in_force_from, reverse=True)
    lines, until = [], None
    for rule in newest_first:
        lines.append(_line(rule, until, day))
        until = rule.in_force_from - timedelta(days=1)
    return tuple(lines)


def _line(rule: TrainingRule, until: date | None, day: date) -> RuleLine:
    is_in_force = rule.in_force_from <= day and (until is None or day <= until)
    months = rule.rule.refresher_months
    return RuleLine(
        pk=rule.pk,
        standing="In force" if is_in_force else "To come" if rule.in_force_from > day else "Earlier",
        days=f"From {as_day(rule.in_force_from)}" + (f" to {as_day(until)}" if until else ""),
        asks=tuple(one.words for one in rule.rule.requirements),
        refresher=f"A refresher is due after {count_of(months, 'month')}." if months else "No refresher falls due.",
        note=rule.rule.note,
        reason=rule.reason,
        is_in_force=is_in_force,
    )


@dataclass(frozen=True)
class TrainedToday:
    """Practices fully trained of those signed up; `where` says at which sites, if at others it is not known."""

    part: ReleasedFigure
    whole: ReleasedFigure
    where: str


def present_trained(tally: Tally) -> TrainedToday:
    """Fully trained of signed up, as the board says it."""
    ratio = tally.ratio(TRAINED_OF_SIGNED_UP)
    is_of_all = ratio.whole.number == tally.total(SIGNED_UP).number
    where = "" if is_of_all else f" at {count_of(ratio.places, 'site')} where both are known"
    part, whole = released([ratio.part, ratio.whole], Audience.WORKING)
    return TrainedToday(part, whole, where)
