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
class DatedRule:
    """One rule with the day until which it holds, None for the newest, as seen on a day."""

    kept: TrainingRule
    until: date | None
    day: date

    @property
    def is_in_force(self) -> bool:
        return self.kept.in_force_from <= self.day and (self.until is None or self.day <= self.until)

    @property
    def standing(self) -> str:
        return "In force" if self.is_in_force else "To come" if self.kept.in_force_from > self.day else "Earlier"

    @property
    def days(self) -> str:
        return f"From {as_day(self.kept.in_force_from)}" + (f" to {as_day(self.until)}" if self.until else "")

    @property
    def refresher(self) -> str:
        months = self.kept.rule.refresher_months
        return f"A refresher is due after {count_of(months, 'month')}." if months else "No refresher falls due."


def dated_rules(rules: Iterable[TrainingRule], day: date) -> list[DatedRule]:
    """Rules from the newest to the oldest; each holds until the day before the next begins."""
    newest_first = sorted(rules, key=lambda rule: rule.in_force_from, reverse=True)
    ends = [None, *(rule.in_force_from - timedelta(days=1) for rule in newest_first)]
    return [DatedRule(rule, until, day) for rule, until in zip(newest_first, ends, strict=False)]


@dataclass(frozen=True)
class TrainedToday:
    """Practices fully trained of those signed up; `where` says at which sites, if at others it is not known."""

    part: ReleasedFigure
    whole: ReleasedFigure
    where: str


def present_trained(tally: Tally) -> TrainedToday:
    """Fully trained of signed up, as the board says it."""
    ratio = tally.ratio(TRAINED_OF_SIGNED_UP)
    is_of_all = ratio.whole.number == tally.total(SIGNED_UP).figure.number
    where = "" if is_of_all else f" at {count_of(ratio.places, 'site')} where both are known"
    part, whole = released([ratio.part, ratio.whole], Audience.WORKING)
    return TrainedToday(part, whole, where)
