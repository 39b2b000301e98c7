"""Which figures a site has: numbers, or the word for why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from towpath.delivery.facts.dues import first_delivery, span_of, why_nothing
from towpath.delivery.facts.figure import Figure
from towpath.delivery.facts.numbers import Practices, Tally
from towpath.delivery.facts.standing import Standing
from towpath.foundation.absence import Absence
from towpath.foundation.periods import Quarter
from towpath.programmes.models import SitePeriod

Key = TypeVar("Key")
NO_RULE = Absence.NOT_APPLICABLE  # without a rule nothing can be counted as fully trained


@dataclass(frozen=True)
class Held:
    """A stretch's sessions and the people at them."""

    sessions: Figure
    people: Figure


def held_in(periods: Sequence[SitePeriod], tally: Tally, first: date, last: date) -> Held:
    """What was held between two days. Where nobody recorded who came, people are not reported rather than none."""
    nothing = why_nothing(periods, first, last)
    if tally.sessions:
        return Held(Figure(tally.sessions), Figure.of(tally.people, Absence.NOT_REPORTED))
    return Held(Figure.of(0, nothing), Figure(absence=nothing or Absence.NOT_APPLICABLE))


def measured(name: str, standing: Standing, tally: Tally, quarter: Quarter, has_rule: bool) -> Figure:
    """One of a quarter's figures by its name: practices trained in it, its sessions, the people at them."""
    span = span_of(quarter, standing.day)
    if name != "trained":
        found: Figure = getattr(held_in(standing.periods, tally, span.first, span.last), name)
        return found
    nothing = why_nothing(standing.periods, span.first, span.last) if has_rule else NO_RULE
    return Figure.of(tally.trained, nothing)


def signed_up_at(standing: Standing, practices: Practices) -> Figure:
    """Practices signed up; before a site's first recorded period none is due."""
    has_begun = any(one.started_on <= standing.day for one in standing.periods)
    return Figure.of(practices.signed_up, None if has_begun else Absence.NOT_DUE)


def trained_at(standing: Standing, trained: int, practices: Practices, has_rule: bool) -> Figure:
    """Practices fully trained in all, up to the day."""
    return Figure.of(trained, _why_none_trained(standing, practices, has_rule))


def _why_none_trained(standing: Standing, practices: Practices, has_rule: bool) -> Absence | None:
    if not has_rule:
        return NO_RULE
    begun = first_delivery(standing.periods)
    if begun is None or begun > standing.day:
        return Absence.NOT_DUE
    everyone_uncounted = practices.signed_up and practices.uncounted == practices.signed_up
    return Absence.NOT_REPORTED if everyone_uncounted else None


def target_of(targets: Mapping[Key, int], key: Key) -> Figure:
    """A target; one that nobody set is never nought."""
    number = targets.get(key)
    return Figure(absence=Absence.NO_TARGET) if number is None else Figure(number)
